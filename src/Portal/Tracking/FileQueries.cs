using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Tracking.Registered;

namespace Portal.Tracking;

/// <summary>A file or a folder, named by the last part of its path.</summary>
public sealed record FileLine(string Name, bool IsFolder, long? Size);

/// <summary>Reads what lies in the folders of runs, logged models and sealed versions.</summary>
public sealed class FileQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>What lies directly under the place; nothing under a file.</summary>
    public async Task<IReadOnlyList<FileLine>> Under(FilePlace place, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var files = place.Kind == FileOwner.SealedVersion
            ? await SealedFiles.Of(db, place.Owner, ct)
            : await db.TrackedFiles.AsNoTracking().Where(row => row.Owner == place.Owner).Select(row => new ValueTuple<string, long>(row.Path, row.Size)).ToListAsync(ct);
        var prefix = place.Path.Length == 0 ? "" : place.Path + "/";
        return
        [
            .. files.Where(file => file.Item1.StartsWith(prefix, StringComparison.Ordinal))
                .Select(file => (Below: file.Item1[prefix.Length..], Size: file.Item2))
                .GroupBy(file => file.Below.Split('/')[0])
                .Select(group => group.Any(file => file.Below.Contains('/')) ? new FileLine(group.Key, IsFolder: true, null) : new FileLine(group.Key, IsFolder: false, group.First().Size))
                .OrderBy(line => line.Name, StringComparer.Ordinal),
        ];
    }
}
