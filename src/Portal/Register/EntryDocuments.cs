using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Reads the files that were put for entries.</summary>
public sealed class EntryDocuments(IDbContextFactory<PortalDb> dbs, BlobStore blobs)
{
    /// <summary>The file of that digest, if it was put for this entry.</summary>
    public async Task<OpenDocument?> Open(string code, Digest digest, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var name = await db.StoredDocuments.AsNoTracking().Where(row => row.Digest == digest && db.Systems.Any(system => system.Id == row.System && system.Code == code))
            .Select(row => row.Name).SingleOrDefaultAsync(ct);
        return name is null ? null : new OpenDocument(name, blobs.Open(digest));
    }
}

public sealed record OpenDocument(string Name, Stream Content);
