using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Asks for a standing approval: releases that differ from the version that runs in no more than its terms say come in by one signature each.</summary>
public sealed class RequestStanding(IDbContextFactory<PortalDb> dbs, TrafficDriftQueries drift, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    /// <summary>To Staging one signature is enough as it is.</summary>
    public static readonly IReadOnlyList<Stage> Targets = [Stage.Pilot, Stage.Production];

    public sealed record Input(string System, Stage Stage, StandingTerms Terms, string Case);

    public async Task<Result<PromotionId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var series = await Series(actor, input, ct);
        var result = await dbs.WriteAsync<PromotionId>(db => Decide(db, actor, input, series, time.GetUtcNow(), ct), ct);
        if (result.Succeeded(out var id, out _))
            feed.Publish(id);
        return result;
    }

    private async Task<Result<PromotionId>> Decide(PortalDb db, Actor actor, Input input, TrafficDrift? series, DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permission.RequestPromotions) || actor.Person is not { } requester)
            return db.Refused(actor, now, "promotion.request", input.System, new Forbidden("Only system owners request standing approvals."));
        var policy = await db.PolicyInForce(ct);
        if (FaultsOf(input, policy) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.SystemWithRevisions(input.System, ct) is not { } system)
            return new NotFound($"System {input.System}");
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return db.Refused(actor, now, "promotion.request", input.System, unbound);
        if (await RegisterQueries.Published(db, system.Id, ct) is not { } entry)
            return new NotAllowed($"{input.System} is not published: risk confirms its tier first.");
        if (!actor.IsOf(system))
            return db.Refused(actor, now, "promotion.request", input.System, new Forbidden($"Only the owners of {input.System} request its standing approvals."));
        if (system.WhyNotToPeople(now) is { } closed)
            return closed;
        if (await Versions(db, input).Include(version => version.Artifacts).FirstOrDefaultAsync(ct) is not { } version)
            return new NotAllowed($"{input.System} has no version in {input.Stage} that releases could start from.");
        if (await db.Promotions.Where(other => other.System == system.Id && other.Target == input.Stage && other.Terms != null && PromotionMoves.Open.Contains(other.State) && !PromotionMoves.Approvals.Contains(other.State)).Select(other => other.Code).FirstOrDefaultAsync(ct) is { } open)
            return new NotAllowed($"{open} is open: one standing approval of a stage is decided at a time.");
        if (!(await Gates.Evidence(db, version.Id, now, ct)).Runs.Any(run => run.Dataset == input.Terms.MustPass && run.MustPassOutputs is not null))
            return new Invalid("mustPass", $"{version.Label} has no run of cases that must pass on '{input.Terms.MustPass}'.");

        var code = $"SA-{await db.NextNumberAsync(Sequence.StandingApprovals, ct):0000}";
        var request = Promotion.RequestStanding(code, version, input.Terms, input.Case.Trim(), requester, policy, now);
        db.Promotions.Add(request);
        await Gating.Check(db, actor, request, version, entry, series, calendar, now, ct);
        return request.Id;
    }

    private static IReadOnlyList<Fault> FaultsOf(Input input, Policy policy) =>
    [
        .. Targets.Contains(input.Stage) ? Array.Empty<Fault>() : [new Fault("stage", "A standing approval is for Pilot or Production.")],
        .. input.Terms.Faults(policy),
        .. RequestPromotion.CaseFaults(input.Case),
    ];

    /// <summary>Only for who may request: it reads a week of telemetry.</summary>
    private async Task<TrafficDrift?> Series(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.RequestPromotions))
            return null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Versions(db, input).Select(version => (VersionId?)version.Id).FirstOrDefaultAsync(ct) is { } id ? await drift.Until(id, time.GetUtcNow(), ct) : null;
    }

    private static IQueryable<ModelVersion> Versions(PortalDb db, Input input) =>
        db.Versions.Where(version => version.Stage == input.Stage && db.Systems.Any(system => system.Id == version.System && system.Code == input.System));
}
