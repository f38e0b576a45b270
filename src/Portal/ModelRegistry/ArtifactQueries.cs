using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.ModelRegistry;

/// <summary>How much of an artifact has come.</summary>
public sealed record ArtifactArrival(long Size, long Offset, bool IsStored);

/// <summary>Reads how far uploads have come.</summary>
public sealed class ArtifactQueries(IDbContextFactory<PortalDb> dbs, IncomingBlobs incoming)
{
    /// <summary>Null when there is no such artifact, or its bytes never come here.</summary>
    public async Task<ArtifactArrival?> Arrived(string code, string label, string name, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var artifact = await db.Versions.AsNoTracking()
            .Where(version => version.Label == label && db.Systems.Any(system => system.Id == version.System && system.Code == code))
            .SelectMany(version => version.Artifacts).SingleOrDefaultAsync(artifact => artifact.Name == name && artifact.Source == "", ct);
        return artifact switch
        {
            null => null,
            { StoredAt: not null } => new ArtifactArrival(artifact.Size, artifact.Size, IsStored: true),
            _ => new ArtifactArrival(artifact.Size, incoming.OffsetOf(PutArtifact.NameOf(artifact), artifact.Size), IsStored: false),
        };
    }
}
