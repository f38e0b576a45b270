using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Brings a document about a sealed version into review.</summary>
public sealed class SubmitDocument(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, string Label, DocumentKind Kind, string Title, string FileName, Stream Content, DateOnly? ValidUntil = null);

    public const long MostBytes = DocumentContent.MostBytes;

    public async Task<Result<DocumentId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not submit documents.");
        if (FaultsOf(input) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await Refuses(actor, input, ct) is { } early)
            return early;
        if (await BoundedBody.Read(input.Content, DocumentContent.MostBytes, ct) is not { } bytes)
            return new Invalid("file", $"The file has more than {MostBytes / 1024 / 1024} MB.");
        if (DocumentContent.FormatOf(input.FileName, bytes.Span) is not { } format)
            return new Invalid("file", "Send a PDF (.pdf), Markdown (.md) or plain text (.txt) in UTF-8, named as what it is.");

        var submitted = new SubmittedDocument(input.Kind, input.Title, input.FileName, format, await blobs.PutAsync(bytes, ct), bytes.Length, input.ValidUntil);
        var result = await dbs.WriteAsync<(SystemId System, DocumentId Document)>(db => Add(db, actor, person, input, submitted, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.Document;
    }

    private IReadOnlyList<Fault> FaultsOf(Input input) =>
    [
        .. PlainText.LineProblem(input.Title, Document.LongestTitle) is { } title ? [new Fault("title", title)] : Array.Empty<Fault>(),
        .. PlainText.NameProblem(input.FileName, Document.LongestFileName) is { } name ? [new Fault("file", $"The file's name: {name}")] : Array.Empty<Fault>(),
        .. Enum.IsDefined(input.Kind) ? Array.Empty<Fault>() : [new Fault("kind", "There is no such kind of document.")],
        .. input.ValidUntil < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) ? [new Fault("validUntil", "That day is over.")] : Array.Empty<Fault>(),
    ];

    private async Task<Refusal?> Refuses(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.VersionForEvidence(actor, input.System, input.Label, ct)).Refusal;
    }

    private async Task<Result<(SystemId, DocumentId)>> Add(PortalDb db, Actor actor, PersonId person, Input input, SubmittedDocument submitted, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "document.submit", subject, refusal);

        var ordinal = await db.Documents.CountAsync(document => document.ModelVersion == version.Id, ct) + 1;
        var document = Document.Submit(version.Id, ordinal, submitted, person, now);
        db.Documents.Add(document);
        db.Record(new EntryDraft(actor, now, "document.submitted", subject)
        {
            After = document.Content,
            Details = new Dictionary<string, string> { ["document"] = document.Id.ToString(), ["kind"] = document.Kind.ToString(), ["size"] = document.Size.ToString() },
        });
        return (version.System, document.Id);
    }
}
