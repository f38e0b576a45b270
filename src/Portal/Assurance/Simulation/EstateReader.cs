using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Assurance.Simulation;

/// <summary>Gathers the stored inputs, a handful of queries over the whole estate.</summary>
internal static class EstateReader
{
    private static readonly Stage[] LiveStages = [Stage.Pilot, Stage.Production];

    private static readonly PromotionState[] Decided =
        [PromotionState.GateFailed, PromotionState.Rejected, PromotionState.Approved, PromotionState.ApprovedWithConditions, PromotionState.Applied, PromotionState.AppliedInEmergency, PromotionState.Suspended, PromotionState.Superseded, PromotionState.Revoked, PromotionState.Retired];

    public static async Task<Estate> Read(PortalDb db, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var codes = await db.Systems.AsNoTracking().Where(system => system.RetiredAt == null).Select(system => new { system.Id, system.Code }).ToDictionaryAsync(system => system.Id, system => system.Code, ct);
        var revisions = (await db.Revisions.AsNoTracking().Where(revision => revision.ValidFrom != null).ToListAsync(ct)).Where(revision => codes.ContainsKey(revision.System)).ToLookup(revision => revision.System);
        var standing = codes.Keys.Select(system => (System: system, Now: StoodAt(system, now))).Where(found => found.Now is not null).ToDictionary(found => found.System, found => found.Now);

        var live = await db.Versions.AsNoTracking().Where(version => version.Stage != null && LiveStages.Contains(version.Stage.Value)).ToListAsync(ct);
        var decided = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).Where(promotion => promotion.Terms == null && Decided.Contains(promotion.State)).OrderByDescending(promotion => promotion.SubmittedAt).ThenByDescending(promotion => promotion.Code).ToListAsync(ct);
        var versions = live.Select(version => version.Id).Concat(decided.Select(promotion => promotion.ModelVersion)).Concat(decided.Select(promotion => promotion.Change?.Against?.Version).OfType<VersionId>()).Distinct().ToList();
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var evidence = await EvidenceHistory.Of(db, versions, ct);
        return new Estate(
            [.. standing.Values.OfType<StandingSystem>().OrderBy(system => system.Code, StringComparer.Ordinal)],
            [
                .. from version in live
                   let system = standing.GetValueOrDefault(version.System)
                   where system is not null && version.Stage is not null
                   orderby system.Code, version.Label
                   select new LiveVersion(system, version.Label, version.Stage ?? Stage.Production, BroughtBy(version) is { } brought ? SeenBy(brought, now) : evidence[version.Id].At(now)),
            ],
            [
                .. from promotion in decided
                   let system = StoodAt(promotion.System, promotion.SubmittedAt)
                   where system is not null
                   select new PastDecision(
                       promotion.Id, promotion.Code, system, labels[promotion.ModelVersion], promotion.Target, calendar.DayOf(promotion.BegunAt), promotion.SubmittedAt, promotion.State,
                       promotion.Gate.Outcome, SeenBy(promotion, promotion.SubmittedAt),
                       [.. promotion.CountedVotes.Select(vote => vote.Counted).OfType<StepVote>()])
                   {
                       Change = promotion.Change?.Class ?? ChangeClass.Major,
                   },
            ]);

        Promotion? BroughtBy(ModelVersion version) => decided.Find(promotion => promotion.ModelVersion == version.Id && promotion.Target == version.Stage && PromotionMoves.InForce.Contains(promotion.State));

        GateEvidence SeenBy(Promotion promotion, DateTimeOffset at) => promotion.CountsEarlier is { } before
            ? evidence[promotion.ModelVersion].At(at).WithEarlier(before.Label, evidence[before.Version].At(at).Documents)
            : evidence[promotion.ModelVersion].At(at);

        StandingSystem? StoodAt(SystemId system, DateTimeOffset at) =>
            revisions[system].SingleOrDefault(revision => revision.ValidFrom <= at && (revision.ValidTo is null || revision.ValidTo > at)) is { ConfirmedTier: { } tier, Content: { } content }
                ? new StandingSystem(codes[system], content.Name, tier, content.Answers)
                : null;
    }
}
