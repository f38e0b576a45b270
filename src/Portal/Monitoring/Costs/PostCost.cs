using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <summary>Takes what a system cost beside its calls, on one day.</summary>
public sealed class PostCost(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public const int LongestWhat = 120;
    public const long Highest = 1_000_000_000_000_000;
    private const int OldestDays = 400;

    public sealed record Input(string System, DateOnly Day, string What, long Micros);

    public Task<Result<Guid>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Guid>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.SendTelemetry))
            return db.Refused(actor, now, "cost.post", input.System, new Forbidden("Sending costs needs the permission SendTelemetry."));
        if (await db.Systems.Where(system => system.Code == input.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System '{input.System}'");
        if (actor.RefusalOn(system, input.System) is { } unbound)
            return unbound;
        if (Faults(input, calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);

        var cost = PostedCost.Of(system, input.Day, input.What.Trim(), input.Micros, actor.Person, now);
        db.PostedCosts.Add(cost);
        db.Record(new EntryDraft(actor, now, "cost.posted", input.System)
        {
            Made = $"{cost.Id}",
            Reason = cost.What,
            Details = new Dictionary<string, string> { ["day"] = Calendar.Text(cost.Day), ["micros"] = $"{cost.Micros}" },
        });
        return cost.Id;
    }, ct);

    private static List<Fault> Faults(Input input, DateOnly today) =>
    [
        .. PlainText.LineProblem(input.What, LongestWhat) is { } problem ? [new Fault("what", problem)] : Array.Empty<Fault>(),
        .. input.Day > today || input.Day < today.AddDays(-OldestDays) ? [new Fault("day", $"This is a day up to today, and not more than {OldestDays} days ago.")] : Array.Empty<Fault>(),
        .. input.Micros is > 0 and <= Highest ? [] : new[] { new Fault("amountMicros", "This is an amount in millionths of the organisation's currency, more than 0.") },
    ];
}
