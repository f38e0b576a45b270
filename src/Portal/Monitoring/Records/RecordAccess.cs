using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>How much of recorded decisions somebody reads.</summary>
public enum RecordReading
{
    None,

    /// <summary>Without the subject and the values that went in.</summary>
    Masked,
    Full,
}

/// <summary>Decisions about people are read by the system's people, the validator and risk; by auditors with the person masked.</summary>
internal static class RecordAccess
{
    public const string Readers = "Recorded decisions are read by the system's people, the validator, risk and auditors.";

    public static async Task<Result<(SystemId System, RecordReading Reading)>> Of(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct) is not { } system)
            return new NotFound(code);
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return unbound;
        if (actor.LooksBack)
            return new NotAllowed("Reading decisions is on the record, and nothing is recorded while you look at the past.");
        if (actor.May(Permission.ReadProtectedGroups) || (actor.May(Permission.Read) && actor.IsOf(system)))
            return (system.Id, RecordReading.Full);

        return (system.Id, actor.May(Permission.ReadAudit) && actor.Person is { } person && (await db.RolesOf(person, ct)).Contains(Role.Auditor) ? RecordReading.Masked : RecordReading.None);
    }

    /// <summary>The system, for those who read what is recorded of it and act on it.</summary>
    public static async Task<Result<SystemId>> ActOn(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (!(await Of(db, actor, code, ct)).Succeeded(out var access, out var refusal))
            return refusal;
        if (actor.Person is null || access.Reading != RecordReading.Full)
            return new Forbidden("The system's people, the validator and risk do this.");

        return access.System;
    }
}
