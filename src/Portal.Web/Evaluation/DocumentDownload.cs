using System.Text;
using Microsoft.AspNetCore.Mvc;
using Portal.Evaluation;
using Portal.Evaluation.Templates;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Api;

namespace Portal.Web.Evaluation;

/// <summary>Hands a document out to somebody signed in: always as a file, so that nothing in it runs as the portal.</summary>
internal static class DocumentDownload
{
    public static string AddressOf(DocumentId document) => $"/documents/{document}";

    /// <summary>What an author of such a document begins with; <paramref name="version"/> is the address of the version's page.</summary>
    public static string TemplateOf(string version, DocumentKind kind) => $"{version}/documents/template?kind={kind}";

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/documents/{id:guid}", async (Guid id, HttpContext context, DocumentQueries documents, CancellationToken ct) =>
        {
            if (await documents.Open(DocumentId.From(id), ct) is not { } file)
                return Results.NotFound();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Stream(file.Content, file.MediaType, file.FileName);
        }).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

        app.MapGet("/register/{code}/versions/{version}/documents/template", Template).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
    }

    public static async Task<IResult> Template(string code, string version, [FromQuery] DocumentKind kind, TemplateQueries templates, CancellationToken ct) =>
        await templates.For(code, version, kind, ct) is { } template
            ? Results.File(Encoding.UTF8.GetBytes(template.Text), "text/markdown; charset=utf-8", template.FileName)
            : Answers.Problem(new NotFound($"Version {code}/{version}"));
}
