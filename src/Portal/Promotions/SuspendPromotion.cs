using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Stops what was applied: from now on no certificate says that it may run. The fall-back that is named takes its place.</summary>
public sealed class SuspendPromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, LiveFeed<SystemId> systems, TimeProvider time)
{
    public const int LongestReason = 1000;

    public sealed record Input(string System, Stage Stage, string Reason, string Fallback);

    public async Task<Result<PromotionId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Promotion>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        if (!result.Succeeded(out var suspended, out var refusal))
            return refusal;

        feed.Publish(suspended.Id);
        systems.Publish(suspended.System);
        return suspended.Id;
    }

    private static async Task<Result<Promotion>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SystemWithRevisions(input.System, ct) is not { } system || await RegisterQueries.Published(db, system.Id, ct) is not { } entry)
            return new NotFound($"System {input.System}");
        if (!actor.May(Permission.Suspend))
            return db.Refused(actor, now, "promotion.suspend", input.System, new Forbidden("Suspending is for the owner, on-call, risk and the chair."));
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return db.Refused(actor, now, "promotion.suspend", input.System, unbound);
        if (!actor.IsOf(system) && !actor.Is(entry.AccountableExecutive) && !await MaySuspendAny(db, actor, ct))
            return db.Refused(actor, now, "promotion.suspend", input.System, new Forbidden($"Only the owners of {input.System} suspend it, or on-call, risk and the chair."));
        if (Faults(input) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (Stopping.WhyNot(entry, actor) is { } unstoppable)
            return db.Refused(actor, now, "promotion.suspend", input.System, unstoppable);
        if (await db.Promotions.ToChange().Where(promotion => promotion.System == system.Id && promotion.Target == input.Stage && PromotionMoves.InForce.Contains(promotion.State)).SingleOrDefaultAsync(ct) is not { } promotion)
            return new NotAllowed($"Nothing of {input.System} is in {input.Stage} by a promotion.");
        if (promotion.Suspend(new(input.Reason.Trim(), input.Fallback.Trim(), now, actor.Person), now) is { } refusal)
            return db.Refused(actor, now, "promotion.suspend", promotion.Code, refusal);

        _ = await Record(db, actor, promotion, now, ct);
        return promotion;
    }

    internal static async Task<bool> Record(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        db.Record(new EntryDraft(actor, now, PromotionEvents.Suspended, promotion.Code)
        {
            Reason = promotion.Suspension?.Reason,
            Details = new Dictionary<string, string> { ["stage"] = promotion.Target.ToString(), ["fallback"] = promotion.Suspension?.Fallback ?? "" },
        });
        await PromotionMails.Suspended(db, actor, promotion, now, ct);
        return true;
    }

    internal static string Shortened(string words) => words.Length <= LongestReason ? words : words[..LongestReason];

    /// <summary>A token stops what its person may.</summary>
    private static async Task<bool> MaySuspendAny(PortalDb db, Actor actor, CancellationToken ct) =>
        actor.May(Permission.SuspendAny) || (actor.Through == Through.Token && actor.Person is { } person && (await Actors.PermissionsOf(db, person, ct)).Contains(Permission.SuspendAny));

    private static List<Fault> Faults(Input input) =>
    [
        .. Fault("reason", "Say why.", input.Reason),
        .. Fault("fallback", "Say what takes over.", input.Fallback),
    ];

    private static IEnumerable<Fault> Fault(string field, string asked, string words)
    {
        if (string.IsNullOrWhiteSpace(words))
            yield return new Fault(field, asked);
        else if (PlainText.RemarkProblem(words, LongestReason) is { } problem)
            yield return new Fault(field, problem);
    }
}
