using Microsoft.AspNetCore.Mvc;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Evaluation;

namespace Portal.Web.Api;

/// <summary>Documents about a version. Reviewing them happens in pages only.</summary>
internal static class DocumentsApi
{
    // One more than the use case takes, so that it is the one to say how much is too much.
    private const int LargestUpload = (int)SubmitDocument.MostBytes + (1024 * 1024);

    public static void MapDocumentsApi(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/systems/{code}/versions/{version}/documents").WithTags("Evaluation").ProducesProblem(StatusCodes.Status404NotFound);
        documents.MapGet("", List).RequireAuthorization(nameof(Permission.Read)).WithName("ListDocuments")
            .WithSummary("The documents about a version with the outcome of their review, latest first").Produces<IReadOnlyList<DocumentAnswer>>();
        documents.MapGet("/template", DocumentDownload.Template).RequireAuthorization(nameof(Permission.Read)).WithName("DocumentTemplate")
            .WithSummary("What a document of a kind begins with: the version's facts and the headings that a reviewer looks for, as Markdown").Produces<string>(StatusCodes.Status200OK, "text/markdown");
        documents.MapPost("", Submit).RequireAuthorization(nameof(Permission.SubmitEvidence)).WithName("SubmitDocument")
            .WithSummary("Submit a document for review: a PDF, Markdown or plain text, named by ?fileName= as what it is")
            .WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).Reads<Stream>("application/octet-stream").Produces<DocumentAnswer>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(string code, string version, VersionQueries versions, DocumentQueries queries, CancellationToken ct) =>
        await versions.One(code, version, ct) is { } found
            ? Results.Json((await queries.OfVersion(found.Line.Id, ct)).Select(DocumentAnswer.Of))
            : Answers.Problem(new NotFound($"Version {code}/{version}"));

    private static async Task<IResult> Submit(
        string code, string version, Caller caller, HttpRequest request, SubmitDocument submit, VersionQueries versions, DocumentQueries queries,
        [FromQuery] DocumentKind kind, [FromQuery] string? title, [FromQuery] string? fileName, [FromQuery] DateOnly? validUntil, CancellationToken ct)
    {
        var result = await submit.Run(caller.Actor, new(code, version, kind, title ?? "", fileName ?? "", request.Body, validUntil), ct);
        return await result.ToHttp(async document =>
        {
            var found = await versions.One(code, version, ct);
            var made = found is null ? null : (await queries.OfVersion(found.Line.Id, ct)).FirstOrDefault(line => line.Id == document);
            return Results.Json(made is null ? null : DocumentAnswer.Of(made), statusCode: StatusCodes.Status201Created);
        });
    }
}

internal sealed record DocumentAnswer(
    Guid Id, DocumentKind Kind, string Title, string FileName, long Size, string Content, DocumentState State, string Author, DateTimeOffset SubmittedAt,
    string? Reviewer, string Remarks, DateTimeOffset? ReviewedAt)
{
    public static DocumentAnswer Of(DocumentLine line) => new(
        line.Id.Value, line.Kind, line.Title, line.FileName, line.Size, line.Content.Text, line.State, line.Author.Email, line.SubmittedAt, line.Reviewer?.Email, line.Remarks, line.ReviewedAt);
}
