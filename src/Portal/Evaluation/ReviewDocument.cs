using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

public enum DocumentReview { Approve = 1, Return }

/// <summary>An independent person's judgement of a document.</summary>
public sealed class ReviewDocument(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(DocumentId Document, DocumentReview Review, string Remarks);

    public async Task<Result<DocumentState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.ReviewDocuments) || actor.Person is not { } person)
            return new Forbidden("You may not review documents.");
        if (actor.Through != Through.Session)
            return new Forbidden("Reviewing happens in pages, by a person.");

        var result = await dbs.WriteAsync<(SystemId System, DocumentState State)>(db => Review(db, actor, person, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.State;
    }

    private async Task<Result<(SystemId, DocumentState)>> Review(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.Documents.SingleOrDefaultAsync(document => document.Id == input.Document, ct) is not { } document)
            return new NotFound("The document");

        var version = await db.Versions.Include(version => version.Contributors).SingleAsync(version => version.Id == document.ModelVersion, ct);
        var code = await db.Systems.Where(system => system.Id == version.System).Select(system => system.Code).SingleAsync(ct);
        var subject = VersionAccess.SubjectOf(code, version.Label);
        var refusal = version.IsContributor(person)
            ? new Forbidden("Who contributed to a version does not review documents about it.")
            : input.Review == DocumentReview.Approve ? document.Approve(person, input.Remarks, now) : document.Return(person, input.Remarks, now);
        if (refusal is not null)
            return db.Refused(actor, now, "document.review", subject, refusal);

        db.Record(new EntryDraft(actor, now, document.State == DocumentState.Approved ? "document.approved" : "document.returned", subject)
        {
            Before = document.Content,
            After = document.Content,
            Reason = document.Remarks.Length > 0 ? document.Remarks : null,
            Details = new Dictionary<string, string> { ["document"] = document.Id.ToString() },
        });
        return (version.System, document.State);
    }
}
