using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tracking.Registered;

namespace Portal.Tracking;

/// <summary>Hands out a file: of a run what lies there now, of a sealed version what was sealed. Recorded, as every download of an artifact.</summary>
public sealed class OpenFile(IDbContextFactory<PortalDb> dbs, BlobStore blobs, OpenArtifact sealedOnes, TimeProvider time)
{
    public sealed record Input(string Address);

    public async Task<Result<OpenedArtifact>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.Read))
            return new Forbidden("You may not read files.");

        return FilePlace.Of(input.Address) switch
        {
            not { Path.Length: > 0 } => new Invalid("path", "Name a file of a run."),
            { Kind: FileOwner.SealedVersion } place => await OfVersion(actor, place, ct),
            { } place => await OfRun(actor, place, ct),
        };
    }

    private async Task<Result<OpenedArtifact>> OfVersion(Actor actor, FilePlace place, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await SealedSources.Sealed(db, place.Owner, ct) is { } version
            ? await sealedOnes.Run(actor, new(version.System, version.Label, SealedFiles.NameOf(place.Path)), ct)
            : new NotFound($"The version of {place.Path}");
    }

    private async Task<Result<OpenedArtifact>> OfRun(Actor actor, FilePlace place, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<TrackedFile>(async db =>
        {
            if (await db.TrackedFiles.AsNoTracking().SingleOrDefaultAsync(row => row.Owner == place.Owner && row.Path == place.Path, ct) is not { } file)
                return new NotFound(place.Path);

            db.Record(new EntryDraft(actor, time.GetUtcNow(), "training.file-taken", place.Owner.ToString())
            {
                After = file.Digest,
                Details = new Dictionary<string, string> { ["path"] = file.Path, ["size"] = file.Size.ToString() },
            });
            return file;
        }, ct);
        if (!result.Succeeded(out var found, out var refusal))
            return refusal;

        return blobs.Has(found.Digest)
            ? new OpenedArtifact(default, found.Path, found.Size, found.Digest, blobs.Open(found.Digest))
            : OpenArtifact.Gone(found.Path);
    }
}
