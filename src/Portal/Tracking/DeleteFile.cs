using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;
using Portal.Tracking.Registered;

namespace Portal.Tracking;

/// <summary>Takes a file or a folder out of a run, while no version was sealed from it.</summary>
public sealed class DeleteFile(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Address);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (FilePlace.Of(input.Address) is not { Path.Length: > 0 } place)
            return new Invalid("path", "Name a file or a folder of a run.");

        return await dbs.WriteAsync<Done>(db => Delete(db, actor, place, ct), ct);
    }

    private async Task<Result<Done>> Delete(PortalDb db, Actor actor, FilePlace place, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await FolderAccess.WhyNotWrite(db, actor, place, ct) is { } refusal)
            return refusal;

        var files = (await db.TrackedFiles.Where(row => row.Owner == place.Owner).ToListAsync(ct)).Where(file => place.Holds(file.Path)).ToList();
        if (files.Count == 0)
            return new NotFound(place.Path);
        if (await SealedSources.Over(db, place, ct) is [var version, ..])
            return db.Refused(actor, now, "training.delete", place.Owner.ToString(), new Gated($"{place.Path} is what {version.Label} was sealed from: it stays.", version.Page));

        db.TrackedFiles.RemoveRange(files);
        return new Done();
    }
}
