using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>A pack on its way out.</summary>
public sealed record OpenedPack(string Name, long Size, Digest Digest, Stream Content);

/// <summary>Hands a pack out. That somebody took it is an entry, and before the first byte.</summary>
public sealed class OpenPack(IDbContextFactory<PortalDb> dbs, BlobStore blobs, TimeProvider time)
{
    public async Task<Result<OpenedPack>> Run(Actor actor, string code, CancellationToken ct)
    {
        var opened = await dbs.WriteAsync<(long Size, Digest Content)>(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.EvidencePacks.AsNoTracking().SingleOrDefaultAsync(pack => pack.Code == code, ct) is not { } pack)
                return new NotFound(code);
            if (await PackAccess.WhyNotRead(db, actor, pack, ct) is { } forbidden)
                return db.Refused(actor, now, "pack.download", code, forbidden);
            if (WhyNotHere(pack) is { } why)
                return why;
            if (pack.Content is not { } content || !blobs.Has(content))
                return new NotAllowed($"The bytes of {code} are no longer where they were kept: ask for it again, and the same bytes are made.");

            db.Record(new EntryDraft(actor, now, "pack.downloaded", code) { After = content });
            return (pack.Size, content);
        }, ct);
        return opened.Succeeded(out var there, out var refusal) ? new OpenedPack($"evidence-{code}.zip", there.Size, there.Content, blobs.Open(there.Content)) : refusal;
    }

    private static NotAllowed? WhyNotHere(EvidencePack pack) => pack switch
    {
        { IsUnderWay: true } => new NotAllowed($"{pack.Code} is not made yet: {pack.Done} of {pack.Parts} parts are."),
        { State: PackState.Failed } => new NotAllowed($"{pack.Code} could not be made. {pack.Because}"),
        { State: PackState.Cancelled } => new NotAllowed($"{pack.Code} was cancelled."),
        { ForgottenAt: not null } => new NotAllowed($"The bytes of {pack.Code} were deleted: their time was over, or the data of somebody in them was erased."),
        _ => null,
    };
}
