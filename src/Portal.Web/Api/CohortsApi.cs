using Portal.Monitoring;
using Portal.Monitoring.Labels;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Web.Api;

/// <summary>Quality, by the day or month in which predictions were made.</summary>
internal static class CohortsApi
{
    private const int MostDays = 800;

    public static void MapCohortsApi(this RouteGroupBuilder api) =>
        api.MapGet("/systems/{code}/monitoring/cohorts", Cohorts).RequireAuthorization(nameof(Permission.Read)).WithTags("Monitoring")
            .WithSummary("Quality by the day of the predictions, or with by=month by their month: what was labelled, whether labels are still to come, figures with their intervals, by segment and by protected group; the last 60 days unless said otherwise")
            .Produces<CohortsAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Cohorts(
        string code, DateOnly? from, DateOnly? to, string? by, string? version, MonitoringQueries monitoring, QualityQueries quality, TimeProvider time, CancellationToken ct)
    {
        if (by is not (null or "day" or "month"))
            return Answers.Problem(new Invalid("by", "Cohorts are by day or by month."));
        var until = to ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var since = from ?? until.AddDays(-Math.Min(60, until.DayNumber));
        if (since > until || until.DayNumber - since.DayNumber > MostDays)
            return Answers.Problem(new Invalid("from", $"This is a day up to 'to', at most {MostDays} days before it."));
        if (await monitoring.Version(code, version, ct) is not { } watched)
            return Answers.Problem(new NotFound(version is null ? $"System '{code}', or a version of it," : $"Version {code}/{version}"));

        var view = await quality.Of(watched, since, until, by == "month", ct);
        return Results.Json(new CohortsAnswer(code, watched.Label, view.Baseline is { } baseline ? FiguresAnswer.Of(baseline) : null, view.KeptShare, view.Waiting, view.Lost, [.. view.Cohorts.Select(CohortAnswer.Of)]));
    }

    // Kept: the share of predictions that is kept for labels, by the hash of their id. Waiting and lost are labels of the whole system.
    private sealed record CohortsAnswer(string System, string Version, FiguresAnswer? Baseline, double KeptShare, long Waiting, long Lost, IReadOnlyList<CohortAnswer> Cohorts);

    // Change in percent of the baseline, at the end of the interval that is kinder to the version; below 0 is worse.
    private sealed record CohortAnswer(DateOnly From, DateOnly To, long Rows, long Labelled, double? Coverage, bool Mature, double? Change, FiguresAnswer Figures)
    {
        public static CohortAnswer Of(Cohort cohort) =>
            new(cohort.From, cohort.To, cohort.Count.Rows, cohort.Count.Labelled, cohort.Coverage, cohort.IsMature, cohort.Change, FiguresAnswer.Of(cohort.Figures));
    }

    private sealed record FiguresAnswer(
        Headline Headline, Estimate? Value, Estimate? Accuracy, Estimate? Precision, Estimate? Recall, IReadOnlyDictionary<string, Estimate?> Segments, FairnessAnswer? Fairness)
    {
        public static FiguresAnswer Of(QualityFigures figures) => new(
            figures.Kind, figures.Headline, figures.Accuracy, figures.Precision, figures.Recall, figures.BySegment,
            figures.Groups is { } groups ? new(groups.DemographicParityDifference, groups.EqualOpportunityDifference, groups.EqualizedOddsDifference, groups.DemographicParityRatio, groups.SmallestGroup) : null);
    }

    private sealed record FairnessAnswer(Estimate? DemographicParityDifference, Estimate? EqualOpportunityDifference, Estimate? EqualizedOddsDifference, double? DisparateImpactRatio, long? SmallestGroup);
}
