using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>
/// Deletes the bytes of packs whose time is over, and of those that name people once somebody was erased since they were asked for. What was
/// asked for and its digest stay; the same can be made again.
/// </summary>
public sealed class ForgetPacks(IDbContextFactory<PortalDb> dbs, BlobStore blobs, PortalOptions options, TimeProvider time)
{
    public async Task Turn(CancellationToken ct)
    {
        foreach (var id in await Over(ct))
            await Forget(id, ct);
        await Sweep(ct);
    }

    private async Task<IReadOnlyList<EvidencePackId>> Over(CancellationToken ct)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.Packs.KeepDays);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var erased = await db.Entries.AsNoTracking().Where(entry => entry.Action == "person.erased").OrderByDescending(entry => entry.Index).Select(entry => (DateTimeOffset?)entry.Time).FirstOrDefaultAsync(ct);
        return await db.EvidencePacks.AsNoTracking()
            .Where(pack => pack.State == PackState.Ready && pack.ForgottenAt == null && (pack.EndedAt < oldest || (pack.PersonalData && pack.RequestedAt < erased))).Select(pack => pack.Id).ToListAsync(ct);
    }

    private async Task Forget(EvidencePackId id, CancellationToken ct)
    {
        var forgotten = await dbs.WriteAsync<Digest>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.EvidencePacks.SingleAsync(pack => pack.Id == id, ct) is not { IsHere: true, Content: { } content } pack)
                return new NotAllowed("It is forgotten already.");

            pack.Forget(now);
            db.Record(new EntryDraft(Actor.System("packs"), now, "pack.forgotten", pack.Code) { Before = content });
            return content;
        }, ct);
        if (!forgotten.Succeeded(out var digest, out _))
            return;

        // The same bytes may be those of a pack that stays.
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.EvidencePacks.AnyAsync(pack => pack.Content == digest && pack.ForgottenAt == null, ct))
            blobs.Delete(digest);
    }

    /// <summary>Parts of packs that nobody makes any more: they were cancelled, or another node finished them.</summary>
    private async Task Sweep(CancellationToken ct)
    {
        var root = Path.Combine(options.DataDirectory, "packs");
        if (!Directory.Exists(root))
            return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var making = (await db.EvidencePacks.AsNoTracking().Where(pack => pack.State == PackState.Queued || pack.State == PackState.Making).Select(pack => pack.Id).ToListAsync(ct)).Select(id => id.ToString()).ToHashSet();
        foreach (var folder in Directory.GetDirectories(root).Where(folder => !making.Contains(Path.GetFileName(folder))))
            Directory.Delete(folder, recursive: true);
    }
}
