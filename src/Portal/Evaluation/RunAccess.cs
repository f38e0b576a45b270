using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>What one person may read of what a version was evaluated on.</summary>
public sealed record RunReading(bool Rows, bool Groups)
{
    public static RunReading Nothing { get; } = new(false, false);

    /// <summary>Without ids and the values that went in: an auditor's rows, until a reason is given.</summary>
    public bool IsMasked { get; init; }
}

internal static class RunAccess
{
    /// <summary>Rows are read by the version's people, the validator and risk, and masked by auditors; protected groups by the validator and risk alone.</summary>
    public static async Task<RunReading> ReadingOf(this PortalDb db, Actor actor, VersionId version, CancellationToken ct)
    {
        if (actor.May(Permission.ReadProtectedGroups))
            return new RunReading(Rows: true, Groups: true);

        var whole = await db.Versions.AsNoTracking().Include(one => one.Contributors).SingleAsync(one => one.Id == version, ct);
        var system = await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleAsync(system => system.Id == whole.System, ct);
        if (actor.May(Permission.Read) && (actor.IsOf(system) || whole.IsContributor(actor.Person)))
            return RunReading.Nothing with { Rows = true };

        return actor.May(Permission.ReadAudit) && actor.Person is { } person && (await db.RolesOf(person, ct)).Contains(Role.Auditor)
            ? RunReading.Nothing with { Rows = true, IsMasked = true }
            : RunReading.Nothing;
    }

    /// <summary>A run of a version by its number, of a system that the actor's token reaches.</summary>
    public static async Task<Result<EvaluationRun>> RunOf(this PortalDb db, Actor actor, string code, string label, int ordinal, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, code, ct) is not { } system)
            return new NotFound(code);
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return unbound;

        var version = db.Versions.Where(version => version.System == system.Id && version.Label == label).Select(version => version.Id);
        return await db.EvaluationRuns.AsNoTracking().SingleOrDefaultAsync(run => version.Contains(run.Version) && run.Ordinal == ordinal, ct) is { } run
            ? run
            : new NotFound($"Run {ordinal} of {VersionAccess.SubjectOf(code, label)}");
    }
}
