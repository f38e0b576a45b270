using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation;

/// <summary>Which figures of a version count when two are compared.</summary>
public sealed class StandingQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task Two_versions_are_compared_on_the_same_data_where_both_were_tried_on_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (before, after) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v1.1"));
        await house.Evaluate(owner, Workshop.Rows(400, right: 300));
        await house.Evaluate(owner, Workshop.Rows(200, right: 190), dataset: "another");
        await house.Evaluate(owner, Workshop.Rows(400, right: 360), label: "v1.1");

        var figures = await Beside(house, before, after);

        Assert.Equal((0.75, 1), (figures.Before.Of(Metric.Accuracy)?.Estimate.Value, figures.Before.Of(Metric.Accuracy)?.Run.Ordinal));
        Assert.Equal((0.9, "v1.1"), (figures.After.Of(Metric.Accuracy)?.Estimate.Value, figures.After.Label));
        Assert.Equal(Metric.Accuracy, VersionFigures.LeadingOf(figures.All));
    }

    [Theory, OnBothDatabases]
    public async Task The_latest_hold_out_decides_on_quality_and_what_was_reported_never_takes_its_place(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (before, after) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v1.1"));
        await house.Evaluate(owner, Workshop.Rows(400, right: 380));
        await house.Evaluate(owner, Workshop.Rows(300, right: 240), positive: null);
        await Report(house, owner, """{"accuracy": 0.99, "recall": 0.98, "latencyP95": 41, "costPerRequest": 120}""");

        var version = (await Beside(house, before, after)).Before;

        Assert.Equal((0.8, EvaluationKind.HoldOut), (version.Of(Metric.Accuracy)?.Estimate.Value, version.Of(Metric.Accuracy)?.Run.Kind));
        Assert.Null(version.Of(Metric.Recall));
        Assert.Equal((41, EvaluationKind.Reported, 3), (version.Of(Metric.LatencyP95)?.Estimate.Value, version.Of(Metric.LatencyP95)?.Run.Kind, version.Of(Metric.LatencyP95)?.Run.Ordinal));
        Assert.Equal(120, version.Of(Metric.CostPerRequest)?.Estimate.Value);
    }

    [Theory, OnBothDatabases]
    public async Task What_the_portal_measured_under_load_stands_before_a_later_report(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (before, after) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v1.1"));
        var rows = string.Join('\n', Enumerable.Range(1, 100).Select(index => $$"""{"id":"r{{index}}","prediction":"good","latencyMs":{{index}},"costMicros":500}"""));
        _ = (await house.Get<SubmitEvaluation>().Run(owner, new(Workshop.Code, Workshop.Label, RowFormat.Ndjson, Text(rows), new() { Dataset = "load", Kind = EvaluationKind.Load }), default)).Value;
        await Report(house, owner, """{"latencyP95": 4}""");

        var version = (await Beside(house, before, after)).Before;

        Assert.Equal((EvaluationKind.Load, 1), (version.Of(Metric.LatencyP95)?.Run.Kind, version.Of(Metric.LatencyP95)?.Run.Ordinal));
        Assert.Equal(500, version.Of(Metric.CostPerRequest)?.Estimate.Value);
    }

    [Theory, OnBothDatabases]
    public async Task Other_versions_are_there_when_they_were_evaluated_and_the_two_are_there_always(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var (before, after) = (await house.Sealed(owner, owner), await house.Sealed(owner, owner, "v1.1"));
        await house.Sealed(owner, owner, "v1.2");
        await house.Sealed(owner, owner, "v1.3");
        await house.Evaluate(owner, Workshop.Rows(20, right: 10), label: "v1.2");

        var figures = await Beside(house, before, after);

        Assert.Equal(["v1.0", "v1.1", "v1.2"], figures.All.Select(version => version.Label).Order(StringComparer.Ordinal));
        Assert.Empty(figures.Before.Figures);
    }

    private static async Task<FiguresBeside> Beside(House house, VersionId before, VersionId after)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await house.Get<StandingQueries>().Beside(await db.Systems.Select(system => system.Id).SingleAsync(), before, after, default);
    }

    private static async Task Report(House house, Actor actor, string metrics) =>
        _ = (await house.Get<SubmitEvaluation>().Run(
            actor, new(Workshop.Code, Workshop.Label, RowFormat.Json, Text($$"""{"dataset":"load","source":"k6","metrics":{{metrics}}}"""), new()), default)).Value;

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
