using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What a request to a stage would come to as things are: what kind of change it is, what the gate says, who decides, and within how many working days.</summary>
public sealed record RequestOption(Stage Target, Change Change, GateVerdict Gate, Flow Flow, int WorkingDays, PilotRule Pilot);

/// <summary>Reads where a version may be asked to go, before anybody asks.</summary>
public sealed class RequestOptions(IDbContextFactory<PortalDb> dbs, TrafficDriftQueries drift, Calendar calendar, TimeProvider time)
{
    /// <summary>In the order of the way; none of a version that goes nowhere, or whose system is not published.</summary>
    public async Task<IReadOnlyList<RequestOption>> Of(VersionId id, ChangeClass? raised, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var version = await db.Versions.AsNoTracking().SingleAsync(version => version.Id == id, ct);
        if (version.Stage is not { } stage || await RegisterQueries.Published(db, version.System, ct) is not { } entry)
            return [];

        var now = time.GetUtcNow();
        var (policy, evidence) = (await db.PolicyInForce(ct), await Gates.Evidence(db, id, now, ct));
        var traffic = await StandingUses.AskForDrift(db, version.System, ct) ? await drift.Until(id, now, ct) : null;
        List<RequestOption> options = [];
        foreach (var target in RequestPromotion.Targets.Where(target => VersionMoves.CanMove(stage, target)))
        {
            var change = await Changes.Of(db, version, target, entry, now, ct) with { Raised = raised };
            var gate = Gate.Decide(new(policy, target, entry.Tier, calendar.Today), await Changes.WithEarlier(db, evidence, change, now, ct));
            var standing = raised is null ? await StandingUses.FitOf(db, null, version, target, traffic, calendar, now, ct) : null;
            var flow = standing is { Fit.IsInside: true } inside ? StandingRules.FlowOf(policy, inside.Terms, inside.Fit.Code) : null;
            options.Add(new RequestOption(target, change with { Standing = standing?.Fit }, gate, flow ?? policy.FlowTo(target, entry.Tier, change.Class), policy.Of(entry.Tier).WorkingDays, policy.Pilot));
        }

        return options;
    }
}
