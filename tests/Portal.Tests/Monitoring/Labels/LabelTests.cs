using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Labels;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Labels;

/// <summary>Labels come late, twice, before their prediction or never: quality is that of the day of the prediction.</summary>
public sealed class LabelTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(House.Noon.UtcDateTime);

    [Theory, OnBothDatabases]
    public async Task A_label_finds_its_prediction_whichever_came_first_and_the_last_of_two_stands(DatabaseProvider provider)
    {
        await using var bench = await WithBaseline(provider);
        await Label(bench, ("r3", "decline"), ("r1", "approve"), ("nobody", "approve"));
        await bench.Post(Bench.Rows(House.Noon, 0, 4), "a");
        await bench.Fold();
        await Label(bench, ("r0", "decline"), ("r1", "decline"), ("r1", "approve"), ("r2", "approve"));
        var view = await View(bench);

        // r0 to r3 are predicted decline, approve, approve, approve.
        Assert.Equal(
            [("approve", "approve", 2L), ("approve", "decline", 1L), ("decline", "decline", 1L)],
            Assert.Single(view.Cohorts).Count.Cells.GroupBy(cell => (cell.Prediction, cell.Label)).Select(cells => (cells.Key.Prediction, cells.Key.Label, cells.Sum(cell => cell.N))));
        Assert.Equal((4, 4L, 1L, 1.0), (view.Cohorts[0].Count.Rows, view.Cohorts[0].Count.Labelled, view.Waiting, view.KeptShare));
    }

    [Theory, OnBothDatabases]
    public async Task A_post_counted_again_after_a_kill_and_a_prediction_sent_twice_count_once(DatabaseProvider provider)
    {
        await using var bench = await WithBaseline(provider);
        await bench.Post(Bench.Rows(House.Noon, 0, 50), "a");
        await bench.Fold();
        await Label(bench, [.. Enumerable.Range(0, 50).Select(i => ($"r{i}", "approve"))]);
        var before = (await View(bench)).Cohorts[0].Count;

        // What a process that was killed between keeping and counting does again.
        await bench.Post(Bench.Rows(House.Noon, 0, 50), "the same rows under another key");
        await bench.Fold();
        var after = (await View(bench)).Cohorts[0].Count;

        Assert.Equal((50, 50L), (before.Rows, before.Labelled));
        Assert.Equal((before.Rows, before.Labelled, string.Join(";", before.Cells)), (after.Rows, after.Labelled, string.Join(";", after.Cells)));
    }

    [Theory, OnBothDatabases]
    public async Task Quality_is_by_day_of_prediction_and_by_month_with_groups_and_segments_and_immature_until_nearly_all_labels_came(DatabaseProvider provider)
    {
        await using var bench = await WithBaseline(provider);
        await bench.Post(Bench.Rows(House.Noon.AddDays(-1), 0, 100), "yesterday");
        await bench.Post(Bench.Rows(House.Noon, 100, 100), "today");
        await bench.Fold();
        await Label(bench, [.. Enumerable.Range(0, 95).Select(i => ($"r{i}", i * 7919 % 4 == 0 ? "decline" : "approve"))]);
        await Label(bench, "female", [.. Enumerable.Range(100, 20).Select(i => ($"r{i}", "decline"))]);
        await Label(bench, "male", [.. Enumerable.Range(120, 20).Select(i => ($"r{i}", i * 7919 % 4 == 0 ? "decline" : "approve"))]);
        var days = await View(bench);
        var months = await View(bench, byMonth: true);

        Assert.Equal([(95L, true), (40L, false)], days.Cohorts.Select(cohort => (cohort.Count.Labelled, cohort.IsMature)));
        Assert.Equal((1.0, Headline.F1), (days.Cohorts[0].Figures.Headline?.Value, days.Cohorts[0].Figures.Kind));
        Assert.Equal(["north", "south", "west"], days.Cohorts[0].Figures.BySegment.Keys.Order());
        Assert.Equal(["female", "male"], days.Cohorts[1].Figures.Groups?.Groups.Keys);
        Assert.Equal(1 - (5.0 / 20), days.Cohorts[1].Figures.Groups?.EqualOpportunityDifference?.Value);
        Assert.Null(days.Cohorts[0].Figures.Groups);
        Assert.Equal([(new DateOnly(2026, 11, 1), 200L, 135L)], months.Cohorts.Select(cohort => (cohort.From, cohort.Count.Rows, cohort.Count.Labelled)));
        Assert.Equal([1.0, 1.0], [days.Cohorts[0].Figures.Accuracy?.Value, days.Baseline?.Headline?.Value]);
    }

    [Theory, OnBothDatabases]
    public async Task After_its_horizon_rows_go_the_cohort_stays_and_labels_that_met_nothing_are_counted_as_lost(DatabaseProvider provider)
    {
        await using var bench = await WithBaseline(provider);
        await bench.Post(Bench.Rows(House.Noon, 0, 20), "a");
        await bench.Fold();
        await Label(bench, ("r1", "approve"), ("stranger", "approve"));
        var before = (await View(bench)).Cohorts[0];

        bench.House.Time.Advance(TimeSpan.FromDays(JoinLabels.BatchHorizon + 1));
        await bench.House.Get<CountQuality>().Forget(CountQuality.MostRows, default);
        await Label(bench, ("r2", "approve"));
        var view = await View(bench, Today);

        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal(0, await db.JoinRows.CountAsync());
        Assert.Equal((false, true, 1L, 1L), (before.IsMature, view.Cohorts[0].IsMature, view.Lost, view.Waiting));
        Assert.Equal((before.Count.Rows, before.Count.Labelled), (view.Cohorts[0].Count.Rows, view.Cohorts[0].Count.Labelled));
    }

    [Theory, OnBothDatabases]
    public async Task Beyond_what_is_kept_of_a_system_half_of_the_ids_go_and_the_share_is_shown(DatabaseProvider provider)
    {
        await using var bench = await WithBaseline(provider);
        await bench.Post(Bench.Rows(House.Noon, 0, 400), "a");
        await bench.Fold();
        await bench.House.Get<CountQuality>().Forget(most: 300, default);
        await bench.Post(Bench.Rows(House.Noon, 400, 400), "b");
        await bench.Fold();
        await Label(bench, [.. Enumerable.Range(0, 800).Select(i => ($"r{i}", "approve"))]);
        var view = await View(bench);

        Assert.Equal(0.5, view.KeptShare);
        Assert.InRange(view.Cohorts[0].Count.Rows, 340, 460);
        Assert.Equal(view.Cohorts[0].Count.Rows, view.Cohorts[0].Count.Labelled);
    }

    [Theory, OnBothDatabases]
    public async Task A_post_of_labels_is_whole_or_refused_with_row_and_field(DatabaseProvider provider)
    {
        await using var bench = await Bench.On(provider);

        foreach (var (body, field) in new[]
        {
            ("""{"id":"a","label":"x"}{"id":"b"}""", "row 2, label"), ("""[{"label":"x"}]""", "row 1, id"), ("""{"id":"a","label":"x","colour":"red"}""", "row 1, colour"),
            ("""{"id":"a","label":{}}""", "row 1, label"), ("""{"id":"a","label":"x","time":"yesterday"}""", "row 1, time"), ("[]", "body"), ("not json", "row 0"),
        })
        {
            var refusal = (await Send(bench, body)).Refusal;
            Assert.True(refusal is Invalid invalid && invalid.Faults[0].Field.StartsWith(field.Replace("row 0", "", StringComparison.Ordinal), StringComparison.Ordinal), $"{body}: {refusal?.Message}");
        }

        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        Assert.Equal(0, await db.TelemetryBatches.CountAsync());
        Assert.Equal(0, await bench.Fold());
    }

    [Fact]
    public void Amounts_are_judged_by_their_mean_error_and_fewer_than_two_groups_give_no_difference()
    {
        EvaluationRow[] rows = [.. Enumerable.Range(0, 200).Select(i => new EvaluationRow($"{i}", $"{i}", $"{i + (i % 2 == 0 ? 2 : -4)}", new Dictionary<string, FeatureValue>()))];
        var baseline = QualityBaseline.Of(rows, isNumber: true);
        var then = QualityFigures.Of(baseline.Count, baseline.Positive);
        var now = QualityFigures.Of(new QualityCount(200, 200, [], [], Enumerable.Range(0, 200).Aggregate(ErrorSums.None, (sum, i) => sum + ErrorSums.Between("10", i % 2 == 0 ? "14" : "2"))), null);

        Assert.Equal((Headline.MeanAbsoluteError, 3.0, 6.0), (then.Kind, then.Headline?.Value, now.Headline?.Value));
        Assert.InRange(now.ChangeFrom(then).GetValueOrDefault(), -100, -80);
        var one = QualityFigures.Of(new QualityCount(3, 3, [new("a", "a", null, "g", 2), new("b", "a", null, "g", 1)], [], null), "a");
        Assert.Null(one.Groups?.EqualOpportunityDifference);
        Assert.Null(QualityFigures.Of(QualityCount.None, "a").Headline);
    }

    [Fact]
    public void Of_a_sealed_suite_the_counts_of_the_run_say_what_the_rows_do_not()
    {
        EvaluationRow[] rows = [.. Enumerable.Range(0, 100).Select(i => new EvaluationRow($"{i}", i < 30 ? "decline" : "approve", null, new Dictionary<string, FeatureValue>()))];

        var baseline = QualityBaseline.Of(rows, new BaselineOutcome("decline", 100, 85, 25, 20) { Bands = [new(3, "approve", 75)] }, isNumber: false);
        var figures = QualityFigures.Of(baseline.Count, baseline.Positive);

        Assert.Equal(("decline", 20.0 / 30, 20.0 / 25, 0.85), (baseline.Positive, figures.Precision?.Value, figures.Recall?.Value, figures.Accuracy?.Value));
        Assert.Equal(40.0 / 55, figures.Headline?.Value ?? 0, 12);
        Assert.Equal([new LabelBand(3, "approve", 75)], baseline.Count.Bands);
    }

    private static async Task<Bench> WithBaseline(DatabaseProvider provider)
    {
        var bench = await Bench.On(provider);
        await bench.Baseline(Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", i % 4 == 0 ? "decline" : "approve", i % 4 == 0 ? "decline" : "approve", new Dictionary<string, FeatureValue>
        {
            ["income"] = FeatureValue.Of(i),
            ["region"] = FeatureValue.Of(Bench.RegionOf(i)),
        })
        { Segments = new Dictionary<string, string> { ["channel"] = "branch", ["region"] = Bench.RegionOf(i) } }));
        return bench;
    }

    private static Task Label(Bench bench, params (string Id, string Label)[] labels) => Label(bench, null, labels);

    private static async Task Label(Bench bench, string? group, params (string Id, string Label)[] labels)
    {
        _ = (await Send(bench, string.Join('\n', labels.Select(label => $$"""{"id":"{{label.Id}}","label":"{{label.Label}}"{{(group is null ? "" : $",\"group\":\"{group}\"")}}}""")))).Value;
        await bench.Fold();
        await bench.House.Get<CountQuality>().Turn(default);
    }

    private static Task<Result<AcceptPredictions.Accepted>> Send(Bench bench, string body) =>
        bench.House.Get<AcceptReactions>().Run(bench.Sender, new(TelemetryKind.Labels, Bench.Code, null, Encoding.UTF8.GetBytes(body)), default);

    private static async Task<QualityView> View(Bench bench, DateOnly? to = null, bool byMonth = false)
    {
        bench.House.Time.Advance(CountQuality.Again);
        await bench.House.Get<CountQuality>().Turn(default);
        var version = await bench.House.Get<MonitoringQueries>().Version(Bench.Code, "v1", default) ?? throw new InvalidOperationException("There is no v1.");
        return await bench.House.Get<QualityQueries>().Of(version, Today.AddDays(-40), to ?? Today.AddDays(1), byMonth, default);
    }
}
