using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Puts a file beside the draft of an entry, kept by its digest. A file of the same name takes the place of the one before.</summary>
public sealed class AttachDocument(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public const long MostBytes = 25 * 1024 * 1024;

    public sealed record Input(string Code, string Name, Stream Content);

    public async Task<Result<AttachedDocument>> Run(Actor actor, Input input, CancellationToken ct)
    {
        // Asked before a byte is read; what else is wrong shows when the draft is changed.
        if (await Closed(actor, input, ct) is { } closed)
            return closed;
        if (PlainText.NameProblem(input.Name, EntryLimits.Line) is { } problem)
            return new Invalid("name", $"The file's name is not acceptable. {problem}");
        if (await blobs.PutAsync(input.Content, MostBytes, ct) is not { } stored)
            return new Invalid("content", $"A document has at most {MostBytes / 1024 / 1024} MB.");
        if (stored.Size == 0)
            return new Invalid("content", "The file is empty.");

        var document = new AttachedDocument(input.Name, stored.Size, stored.Digest);
        var result = await dbs.WriteAsync<SystemId>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotWrite(actor, system) is { } refusal)
                return db.Refused(actor, now, "system.edit", system.Code, refusal);

            var content = (system.Open ?? system.Published)?.Content ?? new();
            content = content with { Documents = [.. content.Documents.Where(other => !string.Equals(other.Name, document.Name, StringComparison.OrdinalIgnoreCase)), document] };
            if (EntryLimits.FaultsOf(content) is { Count: > 0 } faults)
                return new Invalid(faults);
            if (system.Edit(content, actor.Person.GetValueOrDefault(), now) is { } unfit)
                return unfit;
            if (!await db.StoredDocuments.AnyAsync(row => row.System == system.Id && row.Digest == document.Digest, ct))
                db.StoredDocuments.Add(new StoredDocument(system.Id, document, actor.Person.GetValueOrDefault(), now));
            return system.Id;
        }, ct);
        if (!result.Succeeded(out var id, out var refused))
            return refused;

        feed.Publish(id);
        return document;
    }

    private async Task<Refusal?> Closed(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var system = await db.Systems.AsNoTracking().Include(system => system.Revisions).SingleOrDefaultAsync(system => system.Code == input.Code, ct);
        return system is null ? new NotFound(input.Code) : EntryAccess.WhyNotWrite(actor, system);
    }
}
