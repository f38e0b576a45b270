using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Who may write what clients track, and for which system.</summary>
internal static class TrackingAccess
{
    /// <summary>The tag that says to which system something belongs.</summary>
    public const string SystemTag = "portal.system";

    public const string UserTag = "mlflow.user";
    public const string NameTag = "mlflow.runName";

    public static Refusal? WhyNotTrack(this Actor actor) =>
        actor.May(Permission.SubmitEvidence) && actor.Person is not null ? null : new Forbidden("You may not track runs.");

    /// <summary>The system of this code, if the actor's token goes that far.</summary>
    public static async Task<Result<SystemId>> SystemNamed(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, code.Trim(), ct) is not { } system)
            return new Invalid(SystemTag, $"The register has no system {code}.");

        return actor.RefusalOn(system.Id, system.Code) is { } unbound ? unbound : system.Id;
    }

    /// <summary>Whoever started it writes on; so do those of its system.</summary>
    public static async Task<Refusal?> WhyNotWrite(PortalDb db, Actor actor, PersonId by, SystemId? system, CancellationToken ct)
    {
        if (system is null)
            return actor.Is(by) ? null : new Forbidden("It was started by somebody else, who alone writes it while it belongs to no system.");
        if (await SystemOf(db, system.Value, ct) is not { } of)
            return new NotFound("Its system");

        return actor.RefusalOn(of.Id, of.Code) ?? (actor.Is(by) || actor.IsOf(of) ? null : new Forbidden($"It is written by whoever started it and by the owners of {of.Code}."));
    }

    public static Task<AiSystem?> SystemOf(PortalDb db, SystemId system, CancellationToken ct) =>
        db.Systems.Include(row => row.Revisions).SingleOrDefaultAsync(row => row.Id == system, ct);

    public static Task<Experiment?> ExperimentNumbered(this PortalDb db, int number, CancellationToken ct) => db.Experiments.SingleOrDefaultAsync(row => row.Number == number, ct);

    public static Task<TrackedRun?> RunOf(this PortalDb db, TrackedId id, CancellationToken ct) => db.TrackedRuns.SingleOrDefaultAsync(row => row.Id == id, ct);
}
