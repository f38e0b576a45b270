namespace Portal.Monitoring.Records;

/// <summary>One feature of a decision: what it was, how far it moved the output, and how usual that is.</summary>
/// <param name="Name">Of the feature.</param>
/// <param name="Value">What went in; absent when it was missing, is masked or was not kept.</param>
/// <param name="Contribution">As the model's own explainer said; absent when it said nothing of this one.</param>
/// <param name="Standing">Among the values of the version's baseline; absent without one.</param>
public sealed record ExplainedFeature(string Name, string? Value, double? Contribution, BaselinePlace? Standing);

/// <summary>What a decision came of, as far as it was recorded: nothing is computed that the sender did not send.</summary>
internal static class Explanation
{
    /// <summary>What contributed most first, then the rest by name.</summary>
    public static IReadOnlyList<ExplainedFeature> Of(RecordContent? content, FrozenBaseline? baseline, bool isMasked)
    {
        if (content is null)
            return [];

        var contributed = (content.Contributions ?? []).ToDictionary(one => one.Feature, one => one.Value, StringComparer.Ordinal);
        var inputs = content.Inputs ?? new Dictionary<string, string?>();
        return
        [
            .. inputs.Keys.Union(contributed.Keys, StringComparer.Ordinal)
                .Select(name => new ExplainedFeature(
                    name, isMasked ? null : inputs.GetValueOrDefault(name), contributed.TryGetValue(name, out var value) ? value : null,
                    isMasked || baseline is null || baseline.IndexOf(name) is not (>= 0 and var index) ? null : BaselinePlace.Of(baseline.Features[index].Bins, inputs.GetValueOrDefault(name))))
                .OrderByDescending(feature => Math.Abs(feature.Contribution ?? 0)).ThenByDescending(feature => feature.Contribution is not null).ThenBy(feature => feature.Name, StringComparer.Ordinal),
        ];
    }
}
