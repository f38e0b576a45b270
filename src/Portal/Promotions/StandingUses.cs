using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Holds releases against the standing approvals of their system, and counts what was used of each.</summary>
internal static class StandingUses
{
    /// <summary>What never came to anything has used nothing.</summary>
    public static readonly IReadOnlyList<PromotionState> Free =
        [PromotionState.Draft, PromotionState.GateFailed, PromotionState.ChangesRequested, PromotionState.Rejected, PromotionState.Withdrawn, PromotionState.Expired];

    /// <summary>The first that it is inside of; else the one that it lies least outside of. Null where the stage has none in force.</summary>
    public static async Task<(StandingFit Fit, StandingTerms Terms)?> FitOf(PortalDb db, PromotionId? release, ModelVersion version, Stage target, TrafficDrift? drift, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        List<(StandingFit Fit, StandingTerms Terms)> fits = [];
        foreach (var approval in await InForce(db, version.System, target, ct))
        {
            if (approval.Terms is not { } terms || await WhyNot(db, approval, calendar, now, ct) is not null)
                continue;

            var from = await db.Versions.AsNoTracking().Include(one => one.Artifacts).SingleAsync(one => one.Id == approval.ModelVersion, ct);
            var whole = await db.Versions.AsNoTracking().Include(one => one.Artifacts).SingleAsync(one => one.Id == version.Id, ct);
            var evidence = await EvidenceHistory.Of(db, [from.Id, whole.Id], ct);
            var shown = new StandingEvidence(from, whole, evidence[from.Id].At(now).Runs, evidence[whole.Id].At(now).Runs, drift, await Used(db, approval.Id, release, ct));
            fits.Add((new StandingFit(approval.Id, approval.Code, StandingRules.Outside(terms, shown)), terms));
        }

        return fits.Count == 0 ? null : fits.MinBy(fit => fit.Fit.Outside.Count);
    }

    /// <summary>Whether one in force has a limit of drift, which takes a week of telemetry to read.</summary>
    public static async Task<bool> AskForDrift(PortalDb db, SystemId system, CancellationToken ct) =>
        (await db.Promotions.AsNoTracking().Where(approval => approval.System == system && approval.Terms != null && PromotionMoves.Approvals.Contains(approval.State)).Select(approval => approval.Terms).ToListAsync(ct)).Exists(terms => terms is { MostDrift: not null });

    /// <summary>Releases that are on their way or have arrived, this one aside.</summary>
    public static Task<int> Used(PortalDb db, PromotionId approval, PromotionId? aside, CancellationToken ct) =>
        db.Promotions.CountAsync(release => release.UnderApproval == approval && release.Id != aside && !Free.Contains(release.State), ct);

    /// <summary>The same of several approvals, as it stands or stood; the release of each by its approval.</summary>
    public static async Task<ILookup<PromotionId, PromotionId>> UsedBy(PortalDb db, IReadOnlyCollection<PromotionId> approvals, AsOf asOf, CancellationToken ct)
    {
        var releases = asOf.At is { } at
            ? from revision in db.PromotionRevisions.AsNoTracking()
              join round in db.PromotionRounds.AsNoTracking() on new { revision.Promotion, Number = revision.Stands.Round } equals new { round.Promotion, round.Number }
              where round.UnderApproval != null && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at)
              select new { Id = revision.Promotion, round.UnderApproval, revision.Stands.State }
            : db.Promotions.AsNoTracking().Where(release => release.UnderApproval != null).Select(release => new { release.Id, release.UnderApproval, release.State });
        return (await releases.Where(release => !Free.Contains(release.State)).ToListAsync(ct))
            .Where(release => release.UnderApproval is { } approval && approvals.Contains(approval)).ToLookup(release => release.UnderApproval.GetValueOrDefault(), release => release.Id);
    }

    /// <summary>The codes of all that ever came in by it.</summary>
    public static Task<List<string>> Releases(PortalDb db, PromotionId approval, AsOf asOf, CancellationToken ct)
    {
        var releases = db.Promotions.AsNoTracking().Where(release => release.UnderApproval == approval);
        if (asOf.At is { } at)
            releases = releases.Where(release => release.BegunAt <= at);
        return releases.OrderBy(release => release.Code).Select(release => release.Code).ToListAsync(ct);
    }

    /// <summary>Why a release that was let in by a standing approval is not any more; asked when it is signed and when it is applied.</summary>
    public static async Task<Refusal?> WhyNoMore(PortalDb db, Promotion release, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (release.UnderApproval is not { } id)
            return null;

        var approval = await db.Promotions.AsNoTracking().SingleAsync(promotion => promotion.Id == id, ct);
        return await WhyNot(db, approval, calendar, now, ct) is { } why ? new NotAllowed($"{release.Code} came in by {approval.Code}, {why}. Request it again, and the tier's flow decides.") : null;
    }

    /// <summary>Each use is an entry of its own, under the approval's name.</summary>
    public static async Task Record(PortalDb db, Actor actor, Promotion release, DateTimeOffset now, CancellationToken ct)
    {
        if (release.UnderApproval is not { } id)
            return;

        var approval = await db.Promotions.AsNoTracking().SingleAsync(promotion => promotion.Id == id, ct);
        var applied = await db.Promotions.CountAsync(other => other.UnderApproval == id && other.Id != release.Id && other.AppliedAt != null, ct) + 1;
        db.Record(new EntryDraft(actor, now, PromotionEvents.StandingUsed, approval.Code)
        {
            After = release.SubjectDigest,
            Policy = release.PolicyNumber,
            Details = new Dictionary<string, string> { ["promotion"] = release.Code, ["use"] = $"{applied} of {approval.Terms?.Uses}" },
        });
    }

    private static Task<List<Promotion>> InForce(PortalDb db, SystemId system, Stage target, CancellationToken ct) => db.Promotions.AsNoTracking()
        .Where(approval => approval.System == system && approval.Target == target && approval.Terms != null && PromotionMoves.Approvals.Contains(approval.State))
        .OrderBy(approval => approval.Code).ToListAsync(ct);

    /// <summary>Why an approval cannot be used at this instant.</summary>
    private static async Task<string?> WhyNot(PortalDb db, Promotion approval, Calendar calendar, DateTimeOffset now, CancellationToken ct) => approval switch
    {
        _ when !PromotionMoves.Approvals.Contains(approval.State) => $"which is {approval.State}",
        _ when approval.ExpiresAt <= now => "which has ended",
        _ when await Conditions.Missed(db, approval, calendar.DayOf(now), ct) is { } missed => $"of which the condition {missed.Code} is overdue",
        _ when await Gating.Current(db, approval, ct) is { } current && approval.Subject.Against(current.Subject) is { Count: > 0 } changed => $"which is stale: {string.Join(", ", changed.Select(field => field.Field))} changed",
        _ => null,
    };
}
