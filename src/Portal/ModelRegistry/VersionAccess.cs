using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>Finds versions by the names that people use, and says who may work on a system's versions.</summary>
internal static class VersionAccess
{
    public static string SubjectOf(string system, string label) => $"{system}/{label}";

    public static Task<AiSystem?> SystemWithRevisions(this PortalDb db, string code, CancellationToken ct) =>
        db.Systems.Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == code, ct);

    /// <summary>The version with its artifacts and contributors, to be changed or decided on.</summary>
    public static Task<ModelVersion?> WholeVersion(this PortalDb db, SystemId system, string label, CancellationToken ct) =>
        db.Versions.Include(version => version.Artifacts).Include(version => version.Contributors).Include(version => version.Named).AsSplitQuery()
            .SingleOrDefaultAsync(version => version.System == system && version.Label == label, ct);

    /// <summary>
    /// Pipelines act with a token that an administrator issued for the purpose; a person, with or without a token of their own,
    /// works on the systems that name the person.
    /// </summary>
    public static bool IsOf(this Actor actor, AiSystem system) =>
        actor.Reach is { Kind: TokenKind.Pipeline }
        || actor.Is(system.FiledBy)
        || new[] { system.Published, system.Open }.OfType<SystemRevision>()
            .Any(revision => actor.Is(revision.Content.BusinessOwner) || actor.Is(revision.Content.TechnicalOwner));
}
