using System.Buffers;
using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

public sealed class ReadRunTests
{
    private const string Rows = """
        {"id":"1","prediction":"bad","label":"bad","groups":{"sex":"zz-f"}}
        {"id":"2","prediction":"good","label":"bad","groups":{"sex":"zz-m"}}
        """;

    [Theory, OnBothDatabases]
    public async Task The_versions_people_the_validator_and_risk_read_rows_and_each_reading_is_on_the_record(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var read = review.House.Get<ReadRunRows>();

        foreach (var reader in new[] { review.Owner, review.Developer, review.Validator, review.Risk })
        {
            var rows = (await read.Run(reader, new(review.System, "v1", 2), default)).Value;
            await using var content = rows.Content;
            var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            Assert.Equal(rows.Digest, Digest.Of(bytes.ToArray()));
            Assert.Equal(2, Encoding.UTF8.GetString(bytes.ToArray()).Count(letter => letter == '\n'));
            Assert.DoesNotContain("zz-", Encoding.UTF8.GetString(bytes.ToArray()));
            var entry = (await review.House.Entries())[^1];
            Assert.Equal(("evaluation.rows-read", $"{review.System}/v1"), (entry.Action, entry.Subject));
        }
    }

    [Theory, OnBothDatabases]
    public async Task An_auditor_reads_rows_masked_and_for_ten_minutes_as_they_are_once_there_is_a_reason(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var auditor = await review.House.Person("Auditor", Role.Auditor);
        var (read, reveal) = (review.House.Get<ReadRunRows>(), review.House.Get<RevealRunRows>());

        Assert.True(await IsMasked());
        Assert.IsType<Invalid>((await reveal.Run(auditor, new(review.System, "v1", 2, " "), default)).Refusal);
        Assert.IsType<Forbidden>((await reveal.Run(review.Technical, new(review.System, "v1", 2, "Curious."), default)).Refusal);
        Assert.Null((await reveal.Run(auditor, new(review.System, "v1", 2, "Line 3 of SP-0001."), default)).Refusal);
        Assert.Equal(("evaluation.rows-revealed", "Line 3 of SP-0001."), ((await review.House.Entries())[^1].Action, (await review.House.Entries())[^1].Reason));
        Assert.False(await IsMasked());
        review.House.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await IsMasked());

        async Task<bool> IsMasked()
        {
            var rows = (await read.Run(auditor, new(review.System, "v1", 2), default)).Value;
            await rows.Content.DisposeAsync();
            Assert.Equal(rows.IsMasked, Encoding.UTF8.GetString((await review.House.Entries())[^1].Bytes).Contains("\"masked\":\"yes\"", StringComparison.Ordinal));
            return rows.IsMasked;
        }
    }

    [Fact]
    public void A_masked_row_keeps_what_was_decided_and_nothing_of_whom()
    {
        var row = new EvaluationRow("applicant-77", "bad", "good", new Dictionary<string, FeatureValue> { ["income"] = FeatureValue.Of(3100) }) { Score = 0.7, VariantOf = "applicant-76" };
        var lines = new ArrayBufferWriter<byte>();

        EvaluationRows.Write(lines, [row.Masked(5)]);

        Assert.Equal("""{"id":"5","prediction":"bad","label":"good","features":{},"score":0.7}""" + "\n", Encoding.UTF8.GetString(lines.WrittenSpan));
    }

    [Theory, OnBothDatabases]
    public async Task Protected_groups_are_read_by_the_validator_and_risk_alone(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var read = review.House.Get<ReadRunGroups>();

        foreach (var other in new[] { review.Owner, review.Developer, review.Technical, review.RiskSeat })
            Assert.IsType<Forbidden>((await read.Run(other, new(review.System, "v1", 2), default)).Refusal);
        foreach (var reader in new[] { review.Validator, review.Risk })
        {
            var lines = (await read.Run(reader, new(review.System, "v1", 2), default)).Value;
            Assert.Equal(
                """{"id":"1","groups":{"sex":"zz-f"}}""" + "\n" + """{"id":"2","groups":{"sex":"zz-m"}}""" + "\n",
                string.Concat(await lines.Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)).ToListAsync()));
            Assert.Equal("evaluation.groups-read", (await review.House.Entries())[^1].Action);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Others_are_refused_and_what_is_not_there_is_said(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        var (rows, groups) = (review.House.Get<ReadRunRows>(), review.House.Get<ReadRunGroups>());

        Assert.IsType<Forbidden>((await rows.Run(review.Technical, new(review.System, "v1", 2), default)).Refusal);
        Assert.Equal("evaluation.read-rows.refused", (await review.House.Entries())[^1].Action);
        Assert.IsType<NotFound>((await rows.Run(review.Owner, new(review.System, "v1", 9), default)).Refusal);
        Assert.IsType<NotFound>((await rows.Run(review.Owner, new(review.System, "v9", 1), default)).Refusal);
        Assert.IsType<NotFound>((await groups.Run(review.Risk, new(review.System, "v1", 1), default)).Refusal);
        Assert.IsType<NotFound>((await groups.Run(review.Risk, new("AIS-9999", "v1", 1), default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_reported_has_no_rows(DatabaseProvider provider)
    {
        await using var review = await Scene(provider);
        await Send(review, RowFormat.Json, """{"dataset":"load","source":"k6","metrics":{"latencyP95":310}}""", new());

        var refusal = Assert.IsType<NotAllowed>((await review.House.Get<ReadRunRows>().Run(review.Owner, new(review.System, "v1", 3), default)).Refusal);

        Assert.Equal("Run 3 has no rows: its figures were reported.", refusal.Message);
    }

    private static async Task<Review> Scene(DatabaseProvider provider)
    {
        var review = await Review.On(provider);
        await review.Version("v1");
        await Send(review, RowFormat.Ndjson, Rows, new() { Dataset = "with groups", Positive = "bad" });
        return review;
    }

    private static async Task Send(Review review, RowFormat format, string body, RunTerms terms) =>
        Assert.Null((await review.House.Get<SubmitEvaluation>().Run(review.Owner, new(review.System, "v1", format, new MemoryStream(Encoding.UTF8.GetBytes(body)), terms), default)).Refusal);
}
