using System.Globalization;
using Portal.Ledger;

namespace Portal.ModelRegistry;

/// <summary>
/// The provenance as it enters the content digest: what is not said has no member, so that a version without it keeps the digest that it had before
/// there was more to say. Lists without an order of their own are sorted; numbers are texts (RFC 7493).
/// </summary>
internal static class ProvenanceContent
{
    public static IEnumerable<(string Name, CanonicalValue? Value)> Members(Provenance provenance)
    {
        if (provenance.TrainingData.Count > 0)
            yield return ("trainingData", CanonicalJson.List([.. provenance.TrainingData.OrderBy(data => data.Name, StringComparer.Ordinal).ThenBy(data => data.Digest.Text, StringComparer.Ordinal).ThenBy(data => data.From).Select(Of)]));
        if (provenance.Features.Count > 0)
            yield return ("features", Sorted(provenance.Features));
        if (provenance.Hyperparameters.Count > 0)
            yield return ("hyperparameters", Of(provenance.Hyperparameters));
        if (provenance.Seed is { } seed)
            yield return ("seed", seed.ToString(CultureInfo.InvariantCulture));
        if (provenance.Deterministic is { } deterministic)
            yield return ("deterministic", deterministic);
        if (provenance.CodeCommit.Length > 0)
            yield return ("codeCommit", provenance.CodeCommit);
        if (provenance.Environment is { } environment)
            yield return ("environment", Said(("image", environment.Image), ("digest", environment.Digest?.Text), ("text", environment.Text)));
        if (provenance.Parent.Length > 0)
            yield return ("parent", provenance.Parent);
        if (provenance.ChangeReason is { } reason)
            yield return ("changeReason", reason.ToString());
        if (provenance.KnowledgeBase is { } knowledge)
            yield return ("knowledgeBase", Of(knowledge));
        if (provenance.Tools.Count > 0)
            yield return ("tools", CanonicalJson.List([.. provenance.Tools.OrderBy(tool => tool.Name, StringComparer.Ordinal).Select(tool =>
                CanonicalJson.Object(("name", tool.Name), ("permissions", Sorted(tool.Permissions))))]));
        if (provenance.Prompt is { } prompt)
            yield return ("prompt", CanonicalJson.Object(("variables", Sorted(prompt.Variables)), ("settings", Of(prompt.Settings))));
        if (provenance.Agent is { } agent)
            yield return ("agent", CanonicalJson.Object(("autonomy", agent.Autonomy.ToString()), ("model", Of(agent.Model)), ("prompt", Of(agent.Prompt))));
    }

    private static CanonicalValue Of(KnowledgeBase knowledge) => knowledge.IndexedOn is { } day
        ? CanonicalJson.Object(("name", knowledge.Name), ("digest", knowledge.Digest.Text), ("retriever", Of(knowledge.Retriever)), ("indexedOn", day.ToString("O", CultureInfo.InvariantCulture)))
        : CanonicalJson.Object(("name", knowledge.Name), ("digest", knowledge.Digest.Text), ("retriever", Of(knowledge.Retriever)));

    private static CanonicalValue Of(TrainingData data) => CanonicalJson.Object(
        ("name", data.Name), ("digest", data.Digest.Text), ("from", data.From?.ToString("O", CultureInfo.InvariantCulture)), ("to", data.To?.ToString("O", CultureInfo.InvariantCulture)));

    private static CanonicalValue Of(IReadOnlyList<Setting> settings) => CanonicalJson.Object([.. settings.Select(setting => (setting.Name, (CanonicalValue?)setting.Value))]);

    private static CanonicalValue? Of(PinnedVersion? pinned) =>
        pinned is null ? null : CanonicalJson.Object(("system", pinned.System), ("version", pinned.Label));

    private static CanonicalValue Said(params IEnumerable<(string Name, string? Value)> members) =>
        CanonicalJson.Object([.. members.Where(member => member.Value is { Length: > 0 }).Select(member => (member.Name, (CanonicalValue?)member.Value))]);

    private static CanonicalValue Sorted(IEnumerable<string> texts) => CanonicalJson.List([.. texts.Order(StringComparer.Ordinal).Select(text => (CanonicalValue)text)]);
}
