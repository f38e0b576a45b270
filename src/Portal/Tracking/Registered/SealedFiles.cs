using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>The files of a sealed version under the paths that clients know. An artifact's name has no slash, so a colon stands for it.</summary>
internal static class SealedFiles
{
    public static string NameOf(string path) => path.Replace('/', ':');

    public static async Task<List<(string Path, long Size)>> Of(PortalDb db, TrackedId version, CancellationToken ct)
    {
        var files = await (
            from registered in db.RegisteredVersions.AsNoTracking()
            join sealedOne in db.Versions.AsNoTracking() on registered.Sealed equals sealedOne.Id
            from artifact in sealedOne.Artifacts
            where registered.Id == version && artifact.Source == ""
            select new { artifact.Name, artifact.Size }).ToListAsync(ct);
        return [.. files.Select(file => (file.Name.Replace(':', '/'), file.Size))];
    }
}
