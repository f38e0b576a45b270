using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Asks to bring a sealed version to Staging, Pilot or Production. The gate is checked at once: the answer says whether review begins.</summary>
public sealed class RequestPromotion(IDbContextFactory<PortalDb> dbs, TrafficDriftQueries drift, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public const int LongestCase = 4000;

    /// <summary>In the order of the way; a version may leave some out when the data exist that the later one asks for.</summary>
    public static readonly IReadOnlyList<Stage> Targets = [Stage.Staging, Stage.Pilot, Stage.Production];

    public sealed record Input(string System, string Version, Stage Stage, ReasonForChange Reason, string Case)
    {
        /// <summary>More than the portal derives; never less.</summary>
        public ChangeClass? Change { get; init; }
    }

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
            return db.Refused(actor, now, "promotion.request", $"{input.System}/{input.Version}", new Forbidden("Only system owners request promotions."));
        if (FaultsOf(input) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await db.SystemWithRevisions(input.System, ct) is not { } system)
            return new NotFound($"System {input.System}");
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return db.Refused(actor, now, "promotion.request", input.System, unbound);
        if (await db.Versions.Include(version => version.Artifacts).SingleOrDefaultAsync(version => version.System == system.Id && version.Label == input.Version, ct) is not { } version)
            return new NotFound($"Version {input.Version} of {input.System}");
        if (await RegisterQueries.Published(db, system.Id, ct) is not { } entry)
            return new NotAllowed($"{input.System} is not published: risk confirms its tier first.");
        if (!actor.IsOf(system))
            return db.Refused(actor, now, "promotion.request", input.System, new Forbidden($"Only the owners of {input.System} request its promotions."));
        if (system.WhyNotToPeople(now) is { } closed)
            return closed;
        if (version.State != VersionState.Sealed || version.Stage is not { } stage)
            return new NotAllowed($"Version {input.Version} is not sealed: {version.Artifacts.Count(artifact => artifact.StoredAt is null)} of its artifacts have not arrived.");
        if (!VersionMoves.CanMove(stage, input.Stage))
            return new NotAllowed($"Version {input.Version} is in {stage} and does not go to {input.Stage}.");
        if (await db.Promotions.Where(other => other.ModelVersion == version.Id && other.Target == input.Stage && other.Terms == null && PromotionMoves.Open.Contains(other.State)).Select(other => other.Code).FirstOrDefaultAsync(ct) is { } open)
            return new NotAllowed($"{open} asks for the same already.");

        if (await Strangers.Of(db, version.Id, ct) is { Count: > 0 } strangers)
            return new NotAllowed($"Version {input.Version} was made by {string.Join(" and ", strangers.Select(name => $"'{name}'"))}, and nobody here is called that: say on its page who it is. Contributors do not decide.");

        var change = await Changes.Of(db, version, input.Stage, entry, now, ct);
        if (input.Change < change.Derived)
            return new Invalid("changeClass", $"It is {change.Derived} by what differs ({string.Join(", ", change.Because)}): a request may raise that, and not lower it.");

        var code = $"PR-{await db.NextNumberAsync(Sequence.Promotions, ct):0000}";
        var promotion = Promotion.Request(code, version, input.Stage, input.Reason, input.Case.Trim(), requester, await db.PolicyInForce(ct), now);
        promotion.Classify(change with { Raised = input.Change });
        db.Promotions.Add(promotion);
        await Gating.Check(db, actor, promotion, version, entry, series, calendar, now, ct);
        return promotion.Id;
    }

    /// <summary>Only for who may request: it reads a week of telemetry.</summary>
    private async Task<TrafficDrift?> Series(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.RequestPromotions))
            return null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var version = await (
            from system in db.Systems
            join row in db.Versions on system.Id equals row.System
            where system.Code == input.System && row.Label == input.Version
            select (VersionId?)row.Id).SingleOrDefaultAsync(ct);
        return version is { } id ? await drift.Until(id, time.GetUtcNow(), ct) : null;
    }

    private static List<Fault> FaultsOf(Input input) =>
    [
        .. Targets.Contains(input.Stage) ? Array.Empty<Fault>() : [new Fault("stage", "Requests go to Staging, Pilot or Production.")],
        .. CaseFaults(input.Case),
    ];

    internal static IReadOnlyList<Fault> CaseFaults(string words) =>
        string.IsNullOrWhiteSpace(words) ? [new Fault("case", "Say why it should go ahead.")]
        : words.Length > LongestCase ? [new Fault("case", $"At most {LongestCase} characters.")]
        : [];
}
