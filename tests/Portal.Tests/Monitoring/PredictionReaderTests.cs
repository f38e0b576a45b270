using System.Text;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Tests.Monitoring;

public sealed class PredictionReaderTests
{
    private const string Row = """{"id":"a","time":"2026-11-02T12:00:00Z","version":"v1","features":{"income":1.5,"region":"north","age":null},"prediction":"approve"}""";

    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("[{0},{0}]")]
    [InlineData("{0}\n{0}\n")]
    [InlineData("\uFEFF{0}\r\n{0}")]
    [InlineData("  [ {0} ,\n {0} ]  ")]
    public void An_array_and_one_row_a_line_are_read_alike(string form)
    {
        var batch = Read(form.Replace("{0}", Row)).Value;

        Assert.Equal(2, batch.Rows);
        Assert.Equal(["v1"], batch.Versions);
        Assert.Equal(["prediction", "score", "income", "region", "age"], batch.Features.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Every_member_of_the_contract_is_taken()
    {
        var result = Read(Row[..^1] + ""","score":0.3,"latencyMs":12,"costMicros":40,"subject":"s","contributions":{"income":0.2}}""");

        Assert.Null(result.Refusal);
    }

    [Theory]
    [InlineData("\"income\":1.5", "\"income\":true", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"income\":[1]", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"income\":{}", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"income\":1e999", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"income\":1,\"income\":2", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"income\":1,\"inc\\u006fme\":2", "row 1, features.income")]
    [InlineData("\"income\":1.5", "\"prediction\":1", "row 1, features.prediction")]
    [InlineData("\"income\":1.5", "\"\":1", "row 1, features")]
    [InlineData("\"id\":\"a\"", "\"id\":\"\"", "row 1, id")]
    [InlineData("\"id\":\"a\"", "\"id\":7", "row 1, id")]
    [InlineData("\"id\":\"a\",", "", "row 1, id")]
    [InlineData("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"b\"", "row 1, id")]
    [InlineData("\"id\":\"a\"", "\"id\":\"a\",\"colour\":1", "row 1, colour")]
    [InlineData("2026-11-02T12:00:00Z", "2026-11-02T12:00:00", "row 1, time")]
    [InlineData("2026-11-02T12:00:00Z", "yesterday", "row 1, time")]
    [InlineData("2026-11-02T12:00:00Z", "2026-11-02T12:10:01Z", "row 1, time")]
    [InlineData("2026-11-02T12:00:00Z", "2026-10-03T11:59:59Z", "row 1, time")]
    [InlineData("\"prediction\":\"approve\"", "\"prediction\":null", "row 1, prediction")]
    [InlineData("\"prediction\":\"approve\"", "\"prediction\":\"approve\",\"latencyMs\":-1", "row 1, latencyMs")]
    [InlineData("\"version\":\"v1\"", "\"version\":1", "row 1, version")]
    [InlineData("{\"income\":1.5,\"region\":\"north\",\"age\":null}", "[]", "row 1, features")]
    [InlineData("\"region\":\"north\"", "\"region\":\"\\ud800\"", "row 1")]
    [InlineData("\"region\":\"north\"", "\"region\":\"north", "row 1")]
    public void A_fault_names_its_row_and_field_and_that_nothing_was_taken(string from, string to, string field)
    {
        var result = Read(Row.Replace(from, to));

        var fault = Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults);
        Assert.Equal(field, fault.Field);
        Assert.EndsWith("No row was taken.", fault.Message);
    }

    [Fact]
    public void A_fault_further_down_names_that_row()
    {
        var result = Read(Row + "\n" + Row + "\n" + Row.Replace("1.5", "false"));

        Assert.Equal("row 3, features.income", Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("{")]
    [InlineData("[{]")]
    [InlineData("[]x")]
    [InlineData("not json")]
    [InlineData("{\"features\":{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}}")]
    public void What_is_no_list_of_rows_is_refused(string body)
    {
        var result = Read(body);

        Assert.IsType<Invalid>(result.Refusal);
    }

    [Fact]
    public void Bytes_that_are_not_Unicode_are_refused()
    {
        var body = Encoding.UTF8.GetBytes(Row);
        body[Row.IndexOf("north", StringComparison.Ordinal)] = 0xFF;

        Assert.IsType<Invalid>(PredictionReader.Read(body, Noon).Refusal);
    }

    [Fact]
    public void A_nest_of_a_million_brackets_is_refused()
    {
        Assert.IsType<Invalid>(Read(new string('[', 1_000_000)).Refusal);
        Assert.IsType<Invalid>(Read("{\"features\":" + new string('[', 1_000_000)).Refusal);
    }

    [Fact]
    public void Limits_hold_to_the_row_and_to_the_letter()
    {
        Assert.Null(Read(string.Join('\n', Enumerable.Repeat(Row, PredictionReader.MostRows))).Refusal);
        Assert.IsType<Invalid>(Read(string.Join('\n', Enumerable.Repeat(Row, PredictionReader.MostRows + 1))).Refusal);
        Assert.Null(Read(WithFeatures(PredictionReader.MostFeatures)).Refusal);
        Assert.IsType<Invalid>(Read(WithFeatures(PredictionReader.MostFeatures + 1)).Refusal);
        Assert.Null(Read(Row.Replace("north", new string('é', PredictionReader.LongestText))).Refusal);
        Assert.IsType<Invalid>(Read(Row.Replace("north", new string('é', PredictionReader.LongestText + 1))).Refusal);
        Assert.IsType<Invalid>(Read(Row.Replace("income", new string('n', PredictionReader.LongestName + 1))).Refusal);
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        var random = new Random(7);
        var good = Encoding.UTF8.GetBytes($"[{Row},{Row}]");
        for (var round = 0; round < 20_000; round++)
        {
            var body = good.ToArray();
            for (var hits = random.Next(1, 5); hits > 0; hits--)
                body[random.Next(body.Length)] = (byte)random.Next(256);

            var result = PredictionReader.Read(body.AsSpan(0, random.Next(body.Length + 1)), Noon);

            Assert.True(result.Refusal is null or Invalid);
        }
    }

    private static string WithFeatures(int count) =>
        Row.Replace("\"income\":1.5,\"region\":\"north\",\"age\":null", string.Join(',', Enumerable.Range(0, count).Select(i => $"\"f{i}\":{i}")));

    private static Result<PredictionBatch> Read(string body) => PredictionReader.Read(Encoding.UTF8.GetBytes(body), Noon);
}
