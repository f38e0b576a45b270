using System.Net.Mime;
using System.Text;
using Microsoft.Net.Http.Headers;
using Portal.ModelRegistry.Cards;
using Portal.Shared;
using Portal.Web.Api;

namespace Portal.Web.ModelRegistry.CardPages;

internal enum CardFormat { Json = 1, Html, Markdown }

/// <summary>A card as a file: for the API by what it accepts, for a page by its address.</summary>
internal static class CardFiles
{
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";

    public static string AddressOf(string system, string label, string format, int revision) => $"{VersionLinks.Page(system, label)}/card/file?format={format}&revision={revision}";

    public static void MapCardFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/register/{code}/versions/{version}/card/file", async (string code, string version, int? revision, HttpContext http, CardQueries cards, CancellationToken ct) =>
        {
            if (!FormatOf(http.Request).Succeeded(out var format, out var unknown))
                return Answers.Problem(unknown);
            if (await cards.One(code, version, AsOf.Now, ct) is not { } card || (revision is { } number ? await cards.Revision(code, version, number, ct) : card.Shown) is not { } shown)
                return Results.NotFound();

            http.Response.Headers.CacheControl = "private, no-store";
            if (format != CardFormat.Html)
                http.Response.GetTypedHeaders().Set(HeaderNames.ContentDisposition, NameOf(card, shown, format));
            return Whole(http, card, shown, format);
        }).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    public static IResult Whole(HttpContext http, CardView card, CardRevisionView revision, CardFormat format) => format switch
    {
        CardFormat.Json => Results.Json(CardAnswer.Of(card, revision)),
        CardFormat.Html => Results.Text(CardHtml.Write(card, revision, SecurityHeaders.Nonce(http)), Html, Encoding.UTF8),
        CardFormat.Markdown => Results.Text(CardMarkdown.Write(card, revision), Markdown, Encoding.UTF8),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>By <c>?format=</c>, else by Accept; JSON where neither says anything.</summary>
    public static Result<CardFormat> FormatOf(HttpRequest request) => request.Query["format"].ToString() switch
    {
        "json" => CardFormat.Json,
        "html" => CardFormat.Html,
        "md" => CardFormat.Markdown,
        "" => Accepted(request),
        _ => new Invalid("format", "It is one of json, html, md."),
    };

    public static bool IsMarkdown(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(Markdown, StringComparison.OrdinalIgnoreCase) && type.Charset.ToString().ToLowerInvariant() is "" or "utf-8" or "\"utf-8\"";

    private static CardFormat Accepted(HttpRequest request) =>
        (request.GetTypedHeaders().Accept ?? []).OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.ToString().ToLowerInvariant() switch
        {
            Html => CardFormat.Html,
            Markdown => CardFormat.Markdown,
            _ => CardFormat.Json,
        }).FirstOrDefault(CardFormat.Json);

    private static string NameOf(CardView card, CardRevisionView revision, CardFormat format)
    {
        var name = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        name.SetHttpFileName($"{card.System}-{card.Label}-card-{revision.Number}.{(format == CardFormat.Markdown ? "md" : "json")}");
        return name.ToString();
    }
}
