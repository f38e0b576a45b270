using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

internal static class EvidenceAccess
{
    /// <summary>The version that evidence is brought for: sealed, so that it is known which bytes the evidence is about.</summary>
    public static async Task<Result<ModelVersion>> VersionForEvidence(this PortalDb db, Actor actor, string code, string label, CancellationToken ct)
    {
        if (await db.SystemWithRevisions(code, ct) is not { } system)
            return new NotFound(code);
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return unbound;
        if (await db.WholeVersion(system.Id, label, ct) is not { } version)
            return new NotFound($"Version {VersionAccess.SubjectOf(code, label)}");
        if (!actor.IsOf(system) && !version.IsContributor(actor.Person))
            return new Forbidden($"Evidence for {code} is brought by its owners and contributors, or by a pipeline with a token of its own.");

        return version.State == VersionState.Sealed
            ? version
            : new NotAllowed($"Version {label} is not sealed: evidence about bytes that may still change is worth nothing.");
    }
}
