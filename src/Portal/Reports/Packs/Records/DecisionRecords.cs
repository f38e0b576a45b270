using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Reports.Packs.Records;

/// <summary>Requests and standing approvals as they stood: what was asked, the gate's verdict as it was frozen, every signature, conditions, questions, what came of it.</summary>
public sealed class DecisionRecords(IDbContextFactory<PortalDb> dbs)
{
    private const int Portion = 50;

    internal IAsyncEnumerable<IReadOnlyList<CanonicalValue>> Promotions(PackView view, CancellationToken ct) =>
        Stood(view, ct).Select(rows => (IReadOnlyList<CanonicalValue>)[.. rows.Select(row => Promotion(view, row.Promotion, row.System, row.Version))]);

    /// <summary>The requests about the pack's systems, in portions, by their codes.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<(Promotion Promotion, string System, string Version)>> Stood(PackView view, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<PromotionId> ids;
        do
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            (ids, after) = await Next(db, after, view.AsOf, ct);
            var stood = await StoodPromotions.Read(db, ids, view.AsOf, ct);
            var (systems, versions) = (stood.Select(promotion => promotion.System).Distinct().ToList(), stood.Select(promotion => promotion.ModelVersion).Distinct().ToList());
            var codes = await db.Systems.AsNoTracking().Where(system => systems.Contains(system.Id)).ToDictionaryAsync(system => system.Id, system => system.Code, ct);
            var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
            yield return [.. stood.Select(promotion => (promotion, codes[promotion.System], labels[promotion.ModelVersion])).Where(row => view.Covers(row.Item2))];
        }
        while (ids.Count == Portion);
    }

    private static async Task<(IReadOnlyList<PromotionId> Ids, string? Last)> Next(PortalDb db, string? after, AsOf asOf, CancellationToken ct)
    {
        var rows = StoodPromotions.Rows(db, asOf);
        if (after is not null)
            rows = rows.Where(row => row.Promotion.Code.Length > after.Length || (row.Promotion.Code.Length == after.Length && row.Promotion.Code.CompareTo(after) > 0));
        var next = await rows.OrderBy(row => row.Promotion.Code.Length).ThenBy(row => row.Promotion.Code).Take(Portion).Select(row => new { row.Promotion.Id, row.Promotion.Code }).ToListAsync(ct);
        return (next.ConvertAll(row => row.Id), next.Count > 0 ? next[^1].Code : after);
    }

    private static CanonicalValue.Object Promotion(PackView view, Promotion promotion, string system, string version) => CanonicalJson.Object(
        ("code", promotion.Code), ("system", system), ("version", version), ("stage", promotion.Target.ToString()), ("state", promotion.State.ToString()), ("revision", promotion.Revision),
        ("reason", promotion.Reason.ToString()), ("case", promotion.Case), ("change", Recorded.Word(promotion.Change?.Class)), ("standing", promotion.Terms is not null),
        ("requester", view.People.Of(promotion.Requester)), ("submittedAt", Recorded.At(promotion.SubmittedAt)), ("policy", promotion.PolicyNumber), ("flow", promotion.Flow.Name),
        ("steps", Recorded.Each(promotion.Flow.Steps, step => step.Name)), ("stepsDone", promotion.StepsDone),
        ("subject", CanonicalJson.Object([.. promotion.Subject.Parts.Select(part => (part.Name, (CanonicalValue?)part.Value))])), ("subjectDigest", promotion.SubjectDigest.Text),
        ("gate", promotion.Gate.ToCanonical()),
        ("votes", Recorded.Each(promotion.Votes.OrderBy(vote => vote.Number), vote => Vote(view, vote))),
        ("conditions", Recorded.Each(promotion.Conditions, condition => Condition(view, condition))),
        ("questions", Recorded.Each(promotion.Questions, question => CanonicalJson.Object(
            ("number", question.Number), ("revision", question.Revision), ("by", view.People.Of(question.By)), ("text", question.Text), ("at", Recorded.At(question.At)), ("answer", question.Answer)))),
        ("decidedAt", Recorded.At(promotion.DecidedAt)), ("appliedAt", Recorded.At(promotion.AppliedAt)), ("appliedBy", view.People.Of(promotion.AppliedBy)),
        ("emergency", promotion.Emergency is { } emergency ? CanonicalJson.Object(("startedBy", view.People.Of(emergency.Started.Person)), ("reason", emergency.Started.Reason), ("startedAt", Recorded.At(emergency.Started.At)), ("confirmedBy", view.People.Of(emergency.Confirmed?.Person)), ("ratifiedAt", Recorded.At(emergency.RatifiedAt))) : null),
        ("suspension", promotion.Suspension is { } suspension ? CanonicalJson.Object(("reason", suspension.Reason), ("fallback", suspension.Fallback), ("at", Recorded.At(suspension.At)), ("by", view.People.Of(suspension.By))) : null),
        ("removal", promotion.Removal is { } removal ? CanonicalJson.Object(("reason", removal.Reason), ("fallback", removal.Fallback), ("at", Recorded.At(removal.At)), ("by", view.People.Of(removal.By))) : null));

    private static CanonicalValue.Object Vote(PackView view, Vote vote) => CanonicalJson.Object(
        ("number", vote.Number), ("revision", vote.Revision), ("step", vote.Step.ToString()), ("seat", vote.Seat), ("name", view.People.Signed(vote.Person, vote.PrintedName)), ("inPlaceOf", view.People.Signed(vote.InPlaceOf, vote.InPlaceOfName)),
        ("verdict", vote.Verdict.ToString()), ("meaning", vote.Meaning), ("reason", vote.Reason), ("subject", vote.Subject.Text), ("conditions", Recorded.Each(vote.Conditions, condition => Condition(view, condition))),
        ("authenticatedWith", vote.AuthenticatedWith), ("authenticatedAt", Recorded.At(vote.AuthenticatedAt)), ("at", Recorded.At(vote.At)));

    private static CanonicalValue.Object Condition(PackView view, Condition condition) => CanonicalJson.Object(
        ("text", condition.Text), ("owner", view.People.Of(condition.Owner)), ("due", Recorded.Day(condition.Due)), ("blocking", condition.Blocking));
}
