using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tracking.Registered;

namespace Portal.Tracking;

/// <summary>
/// Stores a file of a run or a logged model by its digest. What was sealed before keeps its bytes whatever comes later; other bytes under its
/// source are a finding.
/// </summary>
public sealed class PutFile(IDbContextFactory<PortalDb> dbs, BlobStore blobs, Calendar calendar, TimeProvider time)
{
    public const int MostFiles = 10_000;

    public sealed record Input(string Address, Stream Content);

    public async Task<Result<Stored>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FilePlace.Of(input.Address) is not { Path.Length: > 0 } place)
            return new Invalid("path", "Files lie under EXPERIMENT/RUN/artifacts/, in folders with plain names.");
        if (await WhyNot(actor, place, ct) is { } early)
            return early;

        // Bytes first, the row after: a row never names bytes that are not on disk.
        if (await blobs.PutAsync(input.Content, Declaration.LargestArtifact, ct) is not { } stored)
            return new Invalid("path", $"A file has at most {Declaration.LargestArtifact} bytes.");

        return await dbs.WriteAsync<Stored>(db => Write(db, actor, place, stored, ct), ct);
    }

    /// <summary>Refuses before gigabytes are read what would be refused after.</summary>
    private async Task<Refusal?> WhyNot(Actor actor, FilePlace place, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FolderAccess.WhyNotWrite(db, actor, place, ct);
    }

    private async Task<Result<Stored>> Write(PortalDb db, Actor actor, FilePlace place, Stored stored, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await FolderAccess.WhyNotWrite(db, actor, place, ct) is { } refusal)
            return refusal;

        var file = await db.TrackedFiles.SingleOrDefaultAsync(row => row.Owner == place.Owner && row.Path == place.Path, ct);
        if (file?.Digest == stored.Digest)
            return stored;
        if (file is null && await db.TrackedFiles.CountAsync(row => row.Owner == place.Owner, ct) >= MostFiles)
            return new Invalid("path", $"A folder of a run holds at most {MostFiles} files.");

        if (file is null)
            db.TrackedFiles.Add(new TrackedFile(place, stored, actor.Person.GetValueOrDefault(), now));
        else
            file.Take(stored, actor.Person.GetValueOrDefault(), now);
        await LateBytes.Report(db, actor, place, stored, calendar, now, ct);
        return stored;
    }
}
