using System.Text.Json;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Records;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Records;

public sealed class ReadDecisionTests
{
    [Theory, OnBothDatabases]
    public async Task A_decision_is_read_back_with_its_explanation_and_what_people_made_of_it(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Bench.Baseline();
        await recorded.Post(Recorded.Row("a", "person-1"));
        await recorded.React(TelemetryKind.Reviews, """{"id":"a","outcome":"upheld","seconds":35,"time":"2026-11-02T11:30:00Z"}""");
        await recorded.React(TelemetryKind.Feedback, """{"id":"a","rating":2,"reason":"They misread my payslip."}""");

        var view = (await recorded.Read(recorded.Bench.Sender, "a")).Value;

        Assert.Equal(("a", "person-1", "decline", "v1", true), (view.Prediction, view.Subject, view.Output, view.Version, view.HasContributions));
        Assert.Equal(["income -0.4 120", "region 0.02 north", "note  "], view.Features.Select(feature => $"{feature.Name} {feature.Contribution} {feature.Value}"));
        Assert.Equal(["Upheld 35", "2 "], view.Reactions.Select(reaction => $"{reaction.Value} {reaction.Seconds}"));
        Assert.InRange(view.Features[0].Standing?.Below ?? 0, 0.11, 0.13);
        Assert.InRange(view.Features[1].Standing?.Alike ?? 0, 0.33, 0.34);
        Assert.Null(view.Features[1].Standing?.Below);
    }

    [Theory, OnBothDatabases]
    public async Task Who_reads_it_is_on_the_record_and_auditors_see_no_person_until_they_say_why(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post(Recorded.Row("a", "person-1"));

        var stranger = await recorded.Read(recorded.Stranger, "a");
        var masked = (await recorded.Read(recorded.Auditor, "a")).Value;
        var reasonless = await recorded.Read(recorded.Auditor, "a", " ");
        var revealed = (await recorded.Read(recorded.Auditor, "a", "Sample 4 of the audit.")).Value;
        _ = (await recorded.Read(recorded.Validator, "a")).Value;

        Assert.IsType<Forbidden>(stranger.Refusal);
        Assert.Equal((true, null, true), (masked.IsMasked, masked.Subject, masked.HasSubject));
        Assert.All(masked.Features, feature => Assert.Null(feature.Value));
        Assert.IsType<Invalid>(reasonless.Refusal);
        Assert.Equal((false, "person-1"), (revealed.IsMasked, revealed.Subject));
        Assert.Equal(["record.open.refused", "record.opened", "record.revealed", "record.opened"], (await recorded.Acts()).Where(act => act.StartsWith("record.", StringComparison.Ordinal)));
        Assert.DoesNotContain((await recorded.House.Entries()), entry => System.Text.Encoding.UTF8.GetString(entry.Bytes).Contains("person-1", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task Decisions_are_found_by_person_time_version_and_outcome_part_by_part(DatabaseProvider provider)
    {
        await using var recorded = await Recorded.On(provider);
        await recorded.Post([.. Enumerable.Range(0, 30).Select(i => Recorded.Row($"r{i}", $"person-{i % 3}", i % 2 == 0 ? "approve" : "decline", i))]);

        var mine = (await recorded.Search(recorded.Risk, input => input with { Subject = "person-1" })).Value;
        var declined = (await recorded.Search(recorded.Risk, input => input with { Outcome = "decline", From = House.Noon.AddMinutes(-60).AddMinutes(10), To = House.Noon.AddMinutes(-60).AddMinutes(20) })).Value;
        var first = (await recorded.Search(recorded.Risk, input => input with { Most = 20, Version = "v1" })).Value;
        var rest = (await recorded.Search(recorded.Risk, input => input with { Most = 20, After = first.Next })).Value;

        Assert.Equal(10, mine.Items.Count);
        Assert.Equal(["r19", "r17", "r15", "r13", "r11"], declined.Items.Select(line => line.Prediction));
        Assert.Equal((20, 10, null), (first.Items.Count, rest.Items.Count, rest.Next));
        Assert.Equal(30, first.Items.Concat(rest.Items).Select(line => line.Id).Distinct().Count());
        Assert.Equal("r29", first.Items[0].Prediction);
    }

    [Fact]
    public async Task As_a_table_they_are_read_by_the_same_people_on_the_record_and_without_the_person_by_auditors()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post([.. Enumerable.Range(0, 430).Select(i => Recorded.Row($"r{i}", $"person-{i % 3}", i % 2 == 0 ? "approve" : "decline", i % 50))]);

        var full = await Exported(recorded, recorded.Risk);
        var masked = await Exported(recorded, recorded.Auditor);
        var stranger = await Export(recorded, recorded.Stranger);

        Assert.Equal(215, full.Select(row => row.GetProperty("record").GetString()).Distinct().Count());
        Assert.All(full, row => Assert.StartsWith("person-", row.GetProperty("subject").GetString(), StringComparison.Ordinal));
        Assert.Equal(215, masked.Count);
        Assert.All(masked, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("subject").ValueKind));
        Assert.IsType<Forbidden>(stranger.Refusal);
        Assert.Equal(["record.searched", "list.exported", "record.searched", "list.exported", "record.search.refused"], (await recorded.Acts()).TakeLast(5));
    }

    private static Task<Result<TableFile>> Export(Recorded recorded, Actor reader) => recorded.House.Get<ExportList>().Run(
        reader, recorded.House.Get<Lists>().Records(reader, new SearchDecisions.Input(Bench.Code) { Outcome = "decline" }), TableFormat.Json, default);

    private static async Task<IReadOnlyList<JsonElement>> Exported(Recorded recorded, Actor reader)
    {
        using var file = new MemoryStream();
        await (await Export(recorded, reader)).Value.WriteTo(file, default);
        return [.. JsonDocument.Parse(file.ToArray()).RootElement.EnumerateArray()];
    }

    [Fact]
    public async Task Auditors_search_without_seeing_or_naming_a_person_and_others_do_not_search()
    {
        await using var recorded = await Recorded.On(DatabaseProvider.Sqlite);
        await recorded.Post(Recorded.Row("a", "person-1"));

        var part = (await recorded.Search(recorded.Auditor)).Value;

        Assert.Equal((true, null), (part.IsMasked, part.Items[0].Subject));
        Assert.IsType<Forbidden>((await recorded.Search(recorded.Auditor, input => input with { Subject = "person-1" })).Refusal);
        Assert.IsType<Forbidden>((await recorded.Search(recorded.Stranger)).Refusal);
        Assert.IsType<NotFound>((await recorded.Search(recorded.Risk, input => input with { Version = "v9" })).Refusal);
        Assert.IsType<Invalid>((await recorded.Search(recorded.Risk, input => input with { Subject = "a\0" })).Refusal);
        Assert.IsType<Invalid>((await recorded.Search(recorded.Risk, input => input with { From = House.Noon, To = House.Noon })).Refusal);
    }
}
