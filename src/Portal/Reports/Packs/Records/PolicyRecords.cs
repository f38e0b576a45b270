using System.Runtime.CompilerServices;
using Portal.Ledger;
using Portal.Policies;

namespace Portal.Reports.Packs.Records;

/// <summary>Every policy that was ever in force by then, as its text.</summary>
public sealed class PolicyRecords(PolicyQueries policies)
{
    internal async IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Policies(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var line in (await policies.History(view.AsOf, ct)).OrderBy(line => line.Number))
        {
            if (await policies.One(line.Number, ct) is { } policy)
                yield return [Policy(view, line, policy)];
        }
    }

    private static CanonicalValue.Object Policy(PackView view, PolicyLine line, PolicyView policy) => CanonicalJson.Object(
        ("number", line.Number), ("title", line.Title), ("digest", line.Digest.Text), ("yaml", policy.Yaml), ("reason", line.Reason), ("basedOn", Recorded.Count(policy.BasedOn)),
        ("loosens", line.Loosens), ("openRequests", line.OpenRequests.ToString()), ("editors", Recorded.Each(policy.Editors, editor => view.People.Of(editor))),
        ("proposedBy", view.People.Of(policy.ProposedBy)), ("proposedAt", Recorded.At(policy.ProposedAt)), ("publishedBy", view.People.Of(policy.PublishedBy)), ("publishedAt", Recorded.At(line.PublishedAt)));
}
