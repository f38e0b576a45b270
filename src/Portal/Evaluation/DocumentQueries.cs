using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>A document as one row of a list.</summary>
public sealed record DocumentLine(
    DocumentId Id, DocumentKind Kind, string Title, string FileName, long Size, Digest Content, DocumentState State,
    PersonLine Author, DateTimeOffset SubmittedAt, PersonLine? Reviewer, string Remarks, DateTimeOffset? ReviewedAt);

/// <summary>A document that somebody may review now.</summary>
public sealed record WaitingDocument(DocumentId Id, string System, string SystemName, RiskTier? Tier, string Label, string Title, PersonLine Author, DateTimeOffset SubmittedAt);

/// <summary>A document's bytes, to be handed out as a file, never shown as a page of the portal.</summary>
public sealed record DocumentFile(string FileName, string MediaType, Digest Digest, Stream Content);

/// <summary>Reads documents.</summary>
public sealed class DocumentQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, BlobStore blobs)
{
    /// <summary>More waiting documents than one person can read are not all listed.</summary>
    public const int MostWaiting = 100;

    public Task<IReadOnlyList<DocumentLine>> OfVersion(VersionId version, CancellationToken ct) => OfVersion(version, AsOf.Now, ct);

    /// <summary>The same as they stood at the end of a day: one that was reviewed later was in review.</summary>
    public async Task<IReadOnlyList<DocumentLine>> OfVersion(VersionId version, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var documents = db.Documents.AsNoTracking().Where(document => document.ModelVersion == version);
        if (asOf.At is { } at)
            documents = documents.Where(document => document.SubmittedAt <= at);
        var found = await documents.OrderByDescending(document => document.Ordinal).Take(PageRequest.MostRows).ToListAsync(ct);
        var persons = await people.ById(found.SelectMany(document => new[] { document.Author, document.Reviewer ?? document.Author }), asOf, ct);
        return [.. found.Select(document => asOf.At is { } then && document.ReviewedAt > then ? Line(document, persons) with { State = DocumentState.InReview, Reviewer = null, Remarks = "", ReviewedAt = null } : Line(document, persons))];
    }

    /// <summary>What waits for a reviewer like this one: not the author, not a contributor. Longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingDocument>> WaitingFor(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await (
            from document in ReviewableBy(actor, db)
            join version in db.Versions on document.ModelVersion equals version.Id
            join system in db.Systems on version.System equals system.Id
            orderby document.SubmittedAt, system.Code, version.Label, document.Ordinal
            select new { document.Id, document.Title, document.Author, document.SubmittedAt, version.Label, system.Code, system.Tier, Names = system.Revisions.Select(revision => new { revision.Number, revision.State, revision.Content.Name }).ToList() })
            .Take(MostWaiting).ToListAsync(ct);
        var persons = await people.ById(waiting.Select(one => one.Author), ct);
        return [.. waiting.Select(one => new WaitingDocument(
            one.Id, one.Code,
            one.Names.OrderByDescending(revision => revision.State == EntryState.Published).ThenByDescending(revision => revision.Number).First().Name,
            one.Tier, one.Label, one.Title, persons[one.Author], one.SubmittedAt))];
    }

    /// <summary>Which documents of a version this person may review now; so that a page looks right, the use case decides.</summary>
    public async Task<IReadOnlySet<DocumentId>> ReviewableOf(VersionId version, Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await ReviewableBy(actor, db).Where(document => document.ModelVersion == version).Select(document => document.Id).ToListAsync(ct)).ToHashSet();
    }

    public async Task<DocumentFile?> Open(DocumentId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Documents.AsNoTracking().SingleOrDefaultAsync(document => document.Id == id, ct) is { } document
            ? new DocumentFile(document.FileName, DocumentContent.MediaTypeOf(document.Format), document.Content, blobs.Open(document.Content))
            : null;
    }

    private static DocumentLine Line(Document document, IReadOnlyDictionary<PersonId, PersonLine> persons) => new(
        document.Id, document.Kind, document.Title, document.FileName, document.Size, document.Content, document.State, persons[document.Author], document.SubmittedAt,
        document.Reviewer is { } reviewer ? persons[reviewer] : null, document.Remarks, document.ReviewedAt);

    private static IQueryable<Document> ReviewableBy(Actor actor, PortalDb db)
    {
        var (may, person) = (actor.May(Permission.ReviewDocuments), actor.Person.GetValueOrDefault());
        return db.Documents.AsNoTracking().Where(document => may && document.State == DocumentState.InReview && document.Author != person
            && !db.Versions.Any(version => version.Id == document.ModelVersion && version.Contributors.Any(contributor => contributor.Person == person)));
    }
}
