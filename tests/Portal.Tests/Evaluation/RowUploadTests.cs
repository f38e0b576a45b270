using System.Text;
using Portal.Evaluation;
using Portal.Shared;

namespace Portal.Tests.Evaluation;

public sealed class RowUploadTests
{
    private const string Good = """{"id":"a","prediction":"x","label":"x"}""";

    [Fact]
    public async Task Json_and_ndjson_of_the_same_rows_are_the_same_upload()
    {
        var lines = (await Read(RowFormat.Ndjson, "{\"id\":\"a\",\"prediction\":1,\"label\":1.0}\n\n{\"id\":\"b\",\"prediction\":0,\"label\":1}\r\n")).Value;
        var whole = (await Read(RowFormat.Json, """{"rows":[{"label":1,"prediction":1,"id":"a"},{"id":"b","prediction":0,"label":"1"}],"positive":1,"dataset":"hold-out"}""", null, null)).Value;

        Assert.Equal(lines.Confusion, whole.Confusion);
        Assert.Equal(lines.DatasetDigest, whole.DatasetDigest);
        Assert.Equal((2, 1, 2, 1), (whole.Confusion.N, whole.Confusion.Correct, whole.Confusion.Positives, whole.Confusion.TruePositives));
    }

    [Fact]
    public async Task The_data_set_is_known_by_what_is_right_not_by_what_was_predicted_nor_by_the_order_of_rows()
    {
        var one = (await Read(RowFormat.Ndjson, "{\"id\":\"a\",\"prediction\":1,\"label\":1}\n{\"id\":\"b\",\"prediction\":0,\"label\":1}")).Value;
        var two = (await Read(RowFormat.Ndjson, "{\"id\":\"b\",\"prediction\":1,\"label\":1}\n{\"id\":\"a\",\"prediction\":0,\"label\":1}")).Value;
        var other = (await Read(RowFormat.Ndjson, "{\"id\":\"a\",\"prediction\":1,\"label\":1}\n{\"id\":\"b\",\"prediction\":0,\"label\":0}")).Value;

        Assert.Equal(one.DatasetDigest, two.DatasetDigest);
        Assert.NotEqual(one.DatasetDigest, other.DatasetDigest);
    }

    [Fact]
    public async Task What_is_stored_reads_back_value_by_value()
    {
        const string Body = """{"id":"a","prediction":"1","label":"1","features":{"z":-0.1,"größe":"übel \"quoted\" \n","a":null,"n":1e300}}""";

        var stored = await Stored(RowFormat.Ndjson, Body);

        Assert.Equal("""{"id":"a","prediction":"1","label":"1","features":{"a":null,"größe":"übel \"quoted\" \n","n":1E+300,"z":-0.1}}""" + "\n", Encoding.UTF8.GetString(stored));
        var row = Assert.Single(await EvaluationRows.Read(new MemoryStream(stored), default).ToListAsync());
        Assert.Equal(FeatureValue.Of(-0.1), row.Features["z"]);
        Assert.Equal(FeatureValue.Of("übel \"quoted\" \n"), row.Features["größe"]);
        Assert.True(row.Features["a"].IsMissing);
        Assert.Equal(4, (await Read(RowFormat.Ndjson, Body)).Value.Features);
    }

    [Theory]
    [InlineData("""{"prediction":"x","label":"x"}""", "rows[0].id", "Row 1: id is missing.")]
    [InlineData("""{"id":"a","label":"x"}""", "rows[0].prediction", "Row 1: prediction is missing.")]
    [InlineData("""{"id":"a","prediction":"x"}""", "rows[0].label", "Row 1: label is missing.")]
    [InlineData("""{"id":"a","prediction":"x","label":null}""", "rows[0].label", "Row 1: label must be")]
    [InlineData("""{"id":"a","prediction":"x","label":""}""", "rows[0].label", "Row 1: label must be")]
    [InlineData("""{"id":"a","prediction":"x","label":{}}""", "rows[0].label", "Row 1: label must be")]
    [InlineData("""{"id":"a","prediction":1e999,"label":"x"}""", "rows[0].prediction", "Row 1: prediction must be")]
    [InlineData("""{"id":12345678901234567890,"prediction":"x","label":"x"}""", "rows[0].id", "Row 1: id must be")]
    [InlineData("""{"id":"a\u0000","prediction":"x","label":"x"}""", "rows[0].id", "Row 1: id must be")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","weight":0.5}""", "rows[0].weight", "Row 1: weight is unknown")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":[]}""", "rows[0].features", "Row 1: features must be")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"f":1e999}}""", "rows[0].features.f", "Row 1: features.f must be")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"f":true}}""", "rows[0].features.f", "Row 1: features.f must be")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"f":[[1]]}}""", "rows[0].features.f", "Row 1: features.f must be")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"f":1,"f":2}}""", "rows[0].features.f", "Row 1: features.f occurs twice.")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"":1}}""", "rows[0].features", "Row 1: features has a name")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","features":{"f":"\u0000"}}""", "rows[0].features.f", "Row 1: features.f must be")]
    [InlineData("[]", "rows[0]", "Row 1: it is no object.")]
    [InlineData("null", "rows[0]", "Row 1: it is no object.")]
    [InlineData("""{"id":"a","prediction":"x","label":"\ud800"}""", "rows[0]", "Row 1, or what is near it, is not JSON")]
    [InlineData("""{"id":"a","prediction":"x","label":"x","\udc00":1}""", "rows[0]", "Row 1, or what is near it, is not JSON")]
    [InlineData("""{"id":"a","prediction":NaN,"label":"x"}""", "rows[0]", "Row 1, or what is near it, is not JSON")]
    [InlineData("""{"id":"a","prediction":"x","label":"x"} {}""", "rows[0]", "Row 1, or what is near it, is not JSON")]
    [InlineData("""{"id":"a",""", "rows[0]", "Row 1, or what is near it, is not JSON")]
    [InlineData("", "rows", "There are no rows.")]
    [InlineData(" \n\t\r\n", "rows", "There are no rows.")]
    public async Task A_bad_row_is_named_with_its_field(string line, string field, string message)
    {
        var faults = Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, line, "hold-out", null)).Refusal).Faults;

        var fault = Assert.Single(faults);
        Assert.Equal(field, fault.Field);
        Assert.StartsWith(message, fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"rows":[]}""")]
    [InlineData("""{"dataset":"d","rows":{}}""")]
    [InlineData("""{"dataset":5,"rows":[]}""")]
    [InlineData("""{"dataset":"d","positive":{},"rows":[]}""")]
    [InlineData("""{"dataset":"d","rows":[],"rows":[]}""")]
    [InlineData("""{"dataset":"d","other":1,"rows":[]}""")]
    [InlineData("""{"dataset":"d","\ud800":1,"rows":[]}""")]
    [InlineData("""{"dataset":"\ud800","rows":[]}""")]
    [InlineData("""{"dataset":"d\u0000","rows":[{"id":"a","prediction":"x","label":"x"}]}""")]
    [InlineData("""{"dataset":"d","rows":[{"id":"a","prediction":"x","label":"x"}]}{}""")]
    [InlineData("""{"dataset":"d","rows":[{"id":"a","prediction":"x","label":"x"}""")]
    [InlineData("""{"dataset":"d","rows":[{"id":"a","prediction":"x","label":"x"},]}""")]
    [InlineData("\ufeff{}")]
    public async Task A_bad_body_is_refused_and_never_an_exception(string body)
    {
        Assert.IsType<Invalid>((await Read(RowFormat.Json, body, null, null)).Refusal);
        Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, body + "{", "d", null)).Refusal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        byte[] body = [.. "{\"id\":\"a\",\"prediction\":\"x\",\"label\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.IsType<Invalid>((await RowUpload.Read(new MemoryStream(body), RowFormat.Ndjson, new() { Dataset = "d" }, Stream.Null, default)).Refusal);
        Assert.IsType<Invalid>((await RowUpload.Read(new MemoryStream([.. "id,prediction,label\na,x,"u8, 0xC3, 0x28]), RowFormat.Csv, new() { Dataset = "d" }, Stream.Null, default)).Refusal);
    }

    [Fact]
    public async Task Depth_does_not_reach_the_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 100_000));

        Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, deep, "d", null)).Refusal);
        Assert.IsType<Invalid>((await Read(RowFormat.Json, "{\"rows\":[" + deep, "d", null)).Refusal);
        Assert.IsType<Invalid>((await Read(RowFormat.Json, deep, "d", null)).Refusal);
    }

    [Fact]
    public async Task An_id_that_occurs_twice_is_named()
    {
        var fault = Assert.Single(Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, Good + "\n" + Good, "d", null)).Refusal).Faults);

        Assert.Equal(("rows[1].id", "Row 2: another row has the id 'a' already."), (fault.Field, fault.Message));
    }

    [Fact]
    public async Task At_most_ten_faults_are_told()
    {
        var body = string.Join('\n', Enumerable.Repeat("{}", 1000));

        Assert.Equal(10, Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, body, "d", null)).Refusal).Faults.Count);
    }

    [Fact]
    public async Task One_row_beyond_the_limit_is_too_many()
    {
        var body = new StringBuilder();
        for (var row = 0; row <= RowUpload.MostRows; row++)
            body.Append("{\"id\":").Append(row).Append(",\"prediction\":1,\"label\":1}\n");

        var fault = Assert.Single(Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, body.ToString(), "d", null)).Refusal).Faults);

        Assert.Equal("There are more than 1000000 rows.", fault.Message);
    }

    [Fact]
    public async Task Rows_are_the_same_wherever_the_stream_parts_them()
    {
        var rows = Enumerable.Range(0, 4000).Select(index => (Id: $"zürich-{index}", Label: index % 3 == 0 ? "bad" : "good", Score: index % 100 / 100.0)).ToList();
        var lines = string.Join('\n', rows.Select(row => $$$"""{"id":"{{{row.Id}}}","prediction":"bad","label":"{{{row.Label}}}","score":{{{row.Score}}},"segments":{"region":"north"},"groups":{"sex":"f"}}"""));
        var csv = "id,prediction,label,score,segment.region,group.sex\n" + string.Concat(rows.Select(row => $"{row.Id},bad,{row.Label},{row.Score},north,f\n"));

        var ofLines = await Stored(RowFormat.Ndjson, lines);

        Assert.Equal(4000, Encoding.UTF8.GetString(ofLines).Count(letter => letter == '\n'));
        Assert.Equal(ofLines, await Stored(RowFormat.Json, $"{{\"rows\":[{lines.Replace('\n', ',')}],\"dataset\":\"d\"}}", null));
        Assert.Equal(ofLines, await Stored(RowFormat.Csv, csv));
    }

    [Theory]
    [InlineData(RowFormat.Ndjson, "{\"id\":\"")]
    [InlineData(RowFormat.Json, "{\"rows\":[{\"id\":\"")]
    [InlineData(RowFormat.Csv, "id,prediction,label\n\"")]
    public async Task A_row_without_end_is_refused_before_it_fills_the_memory(RowFormat format, string begins)
    {
        var fault = Assert.Single(Assert.IsType<Invalid>((await Read(format, begins + new string('a', 20_000_000), "d", null)).Refusal).Faults);

        Assert.Equal("rows[0]", fault.Field);
    }

    [Fact]
    public async Task What_many_rows_share_is_kept_once()
    {
        var upload = (await Read(RowFormat.Ndjson, string.Join('\n', Enumerable.Range(0, 10).Select(index => $$$"""{"id":"{{{index}}}","prediction":"a","label":"a","segments":{"region":"north","size":"s"}}""")), "d", null)).Value;

        Assert.Single(upload.Measured.Select(row => row.Segments).Distinct(ReferenceEqualityComparer.Instance));
        Assert.Single(upload.Measured.Select(row => row.Prediction).Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public async Task Segments_have_at_most_twenty_names_over_all_rows()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 21).Select(index => $$$"""{"id":"{{{index}}}","prediction":"a","label":"a","segments":{"s{{{index}}}":"x"}}"""));

        var fault = Assert.Single(Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, rows, "d", null)).Refusal).Faults);

        Assert.Equal(("segments", "There are 21 different names over all rows: 20 at most."), (fault.Field, fault.Message));
    }

    [Fact]
    public async Task A_positive_class_that_no_row_has_is_a_slip()
    {
        var fault = Assert.Single(Assert.IsType<Invalid>((await Read(RowFormat.Ndjson, Good, "d", "X")).Refusal).Faults);

        Assert.Equal("positive", fault.Field);
    }

    [Fact]
    public async Task Without_a_positive_class_there_is_accuracy_and_no_recall()
    {
        var upload = (await Read(RowFormat.Ndjson, Good, "d", null)).Value;

        Assert.Equal(1, upload.Confusion.Accuracy?.Value);
        Assert.Null(upload.Confusion.Recall);
    }

    private static async Task<Result<RowUpload>> Read(RowFormat format, string body, string? dataset = "hold-out", string? positive = "1") =>
        await RowUpload.Read(new MemoryStream(Encoding.UTF8.GetBytes(body)), format, new() { Dataset = dataset, Positive = positive }, Stream.Null, default);

    private static async Task<byte[]> Stored(RowFormat format, string body, string? dataset = "hold-out")
    {
        using var stored = new MemoryStream();
        Assert.Null((await RowUpload.Read(new MemoryStream(Encoding.UTF8.GetBytes(body)), format, new() { Dataset = dataset }, stored, default)).Refusal);
        return stored.ToArray();
    }
}
