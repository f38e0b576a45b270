using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Alerts;

/// <summary>Somebody looks after it from now on, in place of whoever did before.</summary>
public sealed class TakeAlert(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code);

    public Task<Result<AlertId>> Run(Actor actor, Input input, CancellationToken ct) =>
        dbs.ActOn(input.Code, actor, new AlertActs.Act("alert.take", AlertEvents.Taken, (alert, person, now) => alert.Take(person, now)), time, ct);
}
