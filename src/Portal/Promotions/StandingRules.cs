using System.Globalization;
using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Statistics.Quality;
using Metric = Portal.Policies.Metric;

namespace Portal.Promotions;

/// <summary>What a release shows when it is held against a standing approval.</summary>
internal sealed record StandingEvidence(ModelVersion From, ModelVersion Release, IReadOnlyList<RunEvidence> RunsBefore, IReadOnlyList<RunEvidence> Runs, TrafficDrift? Drift, int Used);

/// <summary>Pure: whether a release is inside of a standing approval. What cannot be shown is outside.</summary>
internal static class StandingRules
{
    public static IReadOnlyList<string> Outside(StandingTerms terms, StandingEvidence shown) =>
    [
        .. ChangeRules.Between(shown.From, shown.Release).Select(changed => changed.Field).Except(terms.MayChange)
            .SelectMany(field => field is ChangeRules.Parameters or ChangeRules.PromptSettings ? OutOfRange(terms, shown, field) : [$"{field} may not change"]),
        .. MustPass(terms, shown),
        .. Drift(terms, shown.Drift),
        .. shown.Used >= terms.Uses ? [$"all {terms.Uses} uses are taken"] : Array.Empty<string>(),
    ];

    /// <summary>The way of a release that is inside.</summary>
    public static Flow? FlowOf(Policy policy, StandingTerms terms, string code) => terms.SignedBy(policy) is { } step ? new Flow("standing", $"{step.Name}, by standing approval {code}", [step]) : null;

    private static IEnumerable<string> OutOfRange(StandingTerms terms, StandingEvidence shown, string field)
    {
        var (before, now) = (SettingsOf(shown.From, field), SettingsOf(shown.Release, field));
        foreach (var name in before.Keys.Union(now.Keys).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal))
        {
            if (terms.Ranges.FirstOrDefault(range => range.Name == name) is not { } range)
                yield return $"{name} may not change";
            else if (now.GetValueOrDefault(name) is not { } value || !range.Holds(value))
                yield return $"{name} is {now.GetValueOrDefault(name, "gone")}, and may be {range.InWords[(name.Length + 1)..]}";
        }
    }

    private static Dictionary<string, string> SettingsOf(ModelVersion version, string field) =>
        (field == ChangeRules.Parameters ? version.Provenance.Hyperparameters : version.Provenance.Prompt?.Settings ?? []).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);

    /// <summary>All of them pass, and they are no fewer than the version before had to pass.</summary>
    private static IEnumerable<string> MustPass(StandingTerms terms, StandingEvidence shown)
    {
        var (least, passed) = (CasesOf(shown.RunsBefore, terms.MustPass), CasesOf(shown.Runs, terms.MustPass));
        if (passed is null)
            yield return $"no run of the must-pass cases of {terms.MustPass}";
        else if (passed.Value < 1)
            yield return $"{Math.Round((1 - passed.Value) * passed.N):0} of {passed.N} must-pass cases failed";
        else if (least is not null && passed.N < least.N)
            yield return $"{passed.N} must-pass cases were run, and {least.N} are needed";
    }

    private static Estimate? CasesOf(IReadOnlyList<RunEvidence> runs, string dataset) =>
        runs.LastOrDefault(run => run.Dataset == dataset && run.MustPassOutputs is not null)?.All.FirstOrDefault(figure => figure is { Metric: Metric.MustPass, Slice.Kind: SliceKind.Whole })?.Estimate;

    private static IEnumerable<string> Drift(StandingTerms terms, TrafficDrift? drift)
    {
        if (terms.MostDrift is not { } most)
            yield break;

        var last = drift?.Lines.Select(line => (line.Feature, line.Points.LastOrDefault(point => point.Psi is not null)?.Psi)).Where(line => line.Psi is not null).OrderByDescending(line => line.Psi).ToList() ?? [];
        if (last is not [var worst, ..])
            yield return "drift was not measured";
        else if (worst.Psi > most)
            yield return string.Create(CultureInfo.InvariantCulture, $"{worst.Feature} is at PSI {worst.Psi:0.00}, and {most} is the most");
    }
}
