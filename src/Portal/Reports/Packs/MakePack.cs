using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Exports;
using Portal.Ledger.Packs;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>
/// Makes a pack that waits: part after part into a folder, then the manifest and its seal, then the ZIP, which is verified as others will
/// verify it before anybody gets it. Stopped at any point, whoever takes it up goes on with the first part that is not whole.
/// </summary>
public sealed partial class MakePack(
    IDbContextFactory<PortalDb> dbs, BlobStore blobs, PackSheets sheets, LedgerEvidence ledger, PortalOptions options, LiveFeed<EvidencePackId> feed, TimeProvider time, ILogger<MakePack> log)
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(1);

    public static string PortalVersion { get; } = typeof(MakePack).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public async Task Run(EvidencePackId id, CancellationToken ct)
    {
        if (await Take(id, ct) is not { } held)
            return;

        var (pack, folder) = (held.Pack, FolderOf(id));
        var hold = new Hold(held.Lease, time.GetUtcNow());
        try
        {
            await Make(pack, hold, folder, ct);
            folder.Delete();
        }
        catch (PackLostException)
        {
            // Cancelled, or another node has it: what is here is of no use.
            folder.Delete();
        }
        catch (PackTooLargeException tooLarge)
        {
            await Fail(id, hold, tooLarge.Message, ct);
            folder.Delete();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(log, fault, pack.Code, pack.Tries);
            if (pack.Tries >= EvidencePack.MostTries)
                await Fail(id, hold, "It was tried several times; the portal's log says why it failed.", ct);
        }
        finally
        {
            feed.Publish(id);
        }
    }

    internal PackFolder FolderOf(EvidencePackId id) => new(Path.Combine(options.DataDirectory, "packs", id.ToString()));

    private async Task Make(EvidencePack pack, Hold hold, PackFolder folder, CancellationToken ct)
    {
        var (view, checkpoint) = (await sheets.View(pack, ct), await ledger.Checkpoint(pack.Checkpoint, ct));
        List<PackSheet> all = [.. sheets.Of(view), PackSheets.Readme(view, checkpoint.Checkpoint)];
        var files = new List<PackedFile>(all.Count);
        foreach (var sheet in all)
        {
            await Note(pack.Id, hold, files.Count, all.Count, sheet.Title, isDue: true, ct);
            files.Add(await folder.Make(sheet, (more, stop) => Note(pack.Id, hold, files.Count, all.Count, $"{sheet.Title}: {more}", isDue: false, stop), ct));
        }

        await Note(pack.Id, hold, files.Count, all.Count, "Summary, printed", isDue: true, ct);
        if (await sheets.Pdf(view, folder.Text(files.Single(file => file.File.Path == PackSummaries.Path)), ct) is { } pdf)
            files.Add(await folder.Make(pdf, (_, _) => Task.CompletedTask, ct));
        await Note(pack.Id, hold, all.Count, all.Count, "Signed and put together", isDue: true, ct);
        files.Sort((one, other) => string.CompareOrdinal(one.File.Path, other.File.Path));
        var manifest = new PackManifest(PortalVersion, pack.Scope, Calendar.Text(pack.Day), PackSheets.Instant(pack.At), pack.PersonalData, checkpoint.Checkpoint, [.. files.Select(file => file.File)]);
        var (digest, seal) = (Digest.Of(manifest.ToBytes()), await SealOf(manifest, ct));
        await using var writer = blobs.Begin();
        await PackWriter.Write(writer.Content, manifest, seal, files, folder.Open, ct);
        var content = await writer.KeepAsync(ct);
        await Finish(pack.Id, hold, content, Verified(content, pack), digest, seal, ct);
    }

    /// <summary>How long it is; a pack that others would refuse is none.</summary>
    private long Verified(Digest content, EvidencePack pack)
    {
        using var zip = blobs.Open(content);
        var verdict = PackVerifier.Verify(zip, Kept.Nothing);
        return verdict.IsVerified ? zip.Length : throw new InvalidOperationException($"{pack.Code} does not verify: {string.Join(" ", verdict.Faults.Take(5))}");
    }

    /// <summary>The seal of the same manifest, if it was signed before.</summary>
    private async Task<PackSeal> SealOf(PackManifest manifest, CancellationToken ct)
    {
        var digest = Digest.Of(manifest.ToBytes());
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.EvidencePacks.AsNoTracking().Where(pack => pack.Manifest == digest && pack.Seal != null).OrderBy(pack => pack.RequestedAt).ThenBy(pack => pack.Code).Select(pack => pack.Seal).FirstOrDefaultAsync(ct) is { } seal
            ? PackNotes.ToSeal(seal)
            : await ledger.Seal(manifest, ct);
    }

    private async Task<(EvidencePack Pack, DateTimeOffset Lease)?> Take(EvidencePackId id, CancellationToken ct)
    {
        var taken = await dbs.WriteAsync<(EvidencePack, DateTimeOffset)>(async db =>
            await db.EvidencePacks.SingleOrDefaultAsync(pack => pack.Id == id, ct) is { } pack && pack.IsDue(time.GetUtcNow())
                ? (pack, pack.Take(time.GetUtcNow()))
                : new NotAllowed("It is not due."), ct);
        return taken.Succeeded(out var held, out _) ? held : null;
    }

    private async Task Note(EvidencePackId id, Hold hold, int done, int parts, string doing, bool isDue, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!isDue && now - hold.ToldAt < Told)
            return;

        var noted = await dbs.WriteAsync<DateTimeOffset>(async db =>
            await db.EvidencePacks.SingleAsync(pack => pack.Id == id, ct) is var pack && pack.IsHeldBy(hold.Lease) ? pack.Note(done, parts, doing.Length > EvidencePack.LongestWords ? doing[..EvidencePack.LongestWords] : doing, now) : new NotAllowed("Lost."), ct);
        (hold.Lease, hold.ToldAt) = noted.Succeeded(out var lease, out _) ? (lease, now) : throw new PackLostException();
        feed.Publish(id);
    }

    private async Task Finish(EvidencePackId id, Hold hold, Digest content, long size, Digest manifest, PackSeal seal, CancellationToken ct)
    {
        var finished = await dbs.WriteAsync<Done>(async db =>
        {
            if (await db.EvidencePacks.SingleAsync(pack => pack.Id == id, ct) is not { } pack || !pack.IsHeldBy(hold.Lease))
                return new NotAllowed("Lost.");

            // Of two that made the same at once, the first one's seal is the one that is kept.
            pack.Finish(content, size, manifest, PackNotes.ToBytes(seal), time.GetUtcNow());
            db.Record(new EntryDraft(Actor.System("packs"), time.GetUtcNow(), "pack.made", pack.Code) { After = content });
            return new Done();
        }, ct);
        if (finished.Refusal is not null)
            throw new PackLostException();
    }

    private Task<Result<Done>> Fail(EvidencePackId id, Hold hold, string because, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (await db.EvidencePacks.SingleAsync(pack => pack.Id == id, ct) is not { } pack || !pack.IsHeldBy(hold.Lease))
            return new NotAllowed("Lost.");

        pack.Fail(because, time.GetUtcNow());
        db.Record(new EntryDraft(Actor.System("packs"), time.GetUtcNow(), "pack.failed", pack.Code) { Reason = because });
        return new Done();
    }, ct);

    /// <summary>By what the pack is known as this worker's, and when that was last told.</summary>
    private sealed class Hold(DateTimeOffset lease, DateTimeOffset toldAt)
    {
        public DateTimeOffset Lease { get; set; } = lease;

        public DateTimeOffset ToldAt { get; set; } = toldAt;
    }

    [LoggerMessage(1711, LogLevel.Error, "{Code} could not be made at try {Try}; it is taken up again where it was")]
    private static partial void Failed(ILogger log, Exception fault, string code, int @try);
}
