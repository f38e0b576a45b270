using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Somebody says what must be done, by whom and until when.</summary>
public sealed class RaiseFinding(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    /// <summary>The system by its code; null when it is about none in particular.</summary>
    public sealed record Input(string? System, FindingSource Source, FindingSeverity Severity, string Title, string Text, PersonId Owner, DateOnly Due, string About = "");

    public Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<string>(async db =>
    {
        var now = time.GetUtcNow();
        var system = input.System is { } code ? await NamedSystems.Find(db, code, ct) : null;
        if (actor.May(Permission.RaiseFindings) && input.System is not null && system is null)
            return new Invalid("system", $"There is no system {input.System}.");
        if (await FindingAccess.WhyNotRaise(db, actor, system, ct) is { } forbidden)
            return db.Refused(actor, now, "finding.raise", system?.Code ?? "findings", forbidden);

        var what = new NewFinding(input.Source, input.Severity, system?.Id, input.Title, input.Text, input.Owner, input.Due) { About = input.About }.Tidied();
        if (what.Faults(calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await FindingWriting.OwnerProblem(db, what.Owner, ct) is { } nobody)
            return nobody;

        var id = await Raised.Raise(db, actor, what, now, ct);
        return db.Findings.Local.Single(finding => finding.Id == id).Code;
    }, ct);
}
