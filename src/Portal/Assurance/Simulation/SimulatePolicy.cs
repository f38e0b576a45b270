using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Assurance.Simulation;

/// <summary>Computes what the draft would change, and keeps it with the text that it was computed for: nobody proposes or publishes without.</summary>
public sealed class SimulatePolicy(IDbContextFactory<PortalDb> dbs, SimulateAlerts alerts, LiveFeed<PolicyId> feed, Calendar calendar, TimeProvider time)
{
    public async Task<Result<PolicySimulation>> Run(Actor actor, PolicyId id, CancellationToken ct)
    {
        var result = await Simulate(actor, id, ct);
        feed.Publish(id);
        return result;
    }

    private async Task<Result<PolicySimulation>> Simulate(Actor actor, PolicyId id, CancellationToken ct)
    {
        if (!actor.May(Permission.ManagePolicies))
            return new Forbidden("Policies are simulated by policy managers.");

        // Read without the lock on writing: a large estate takes a while, and what was computed is kept for its own text alone.
        await using var reading = await dbs.CreateDbContextAsync(ct);
        if (await reading.Policies.AsNoTracking().SingleOrDefaultAsync(policy => policy.Id == id, ct) is not { IsOpen: true, BasedOn: { } before } draft)
            return new NotFound("This draft");
        if (!draft.Rules().Succeeded(out var rules, out var faults))
            return faults;

        var now = time.GetUtcNow();
        var inForce = await reading.PolicyOf(before, ct);
        var simulation = Simulator.Run(inForce, rules, await EstateReader.Read(reading, calendar, now, ct), calendar.DayOf(now)) with { Alerts = await AlertsOf(inForce, rules, ct) };
        return await dbs.WriteAsync<PolicySimulation>(async db =>
        {
            var policy = await db.Policies.SingleAsync(policy => policy.Id == id, ct);
            if (!policy.IsOpen || policy.Digest != draft.Digest)
                return new Changed("Somebody changed the draft meanwhile. Simulate it again.");

            policy.Keep(draft.Digest, simulation.ToJson(), now);
            return simulation;
        }, ct);
    }

    /// <summary>The levels are held against the hours that went by; only what differs is told.</summary>
    private async Task<IReadOnlyList<AlertShift>> AlertsOf(Policy before, Policy after, CancellationToken ct)
    {
        if (before.Alerts.Rule == after.Alerts.Rule)
            return [];

        var live = await alerts.Live(before.Alerts.Rule, after.Alerts.Rule, ct);
        return [.. live.Where(one => one.Before != one.After).Select(one => new AlertShift(one.Code, one.Name, one.Version, one.Before, one.After))];
    }
}
