using Portal.Accounts;
using Portal.Reports.Documents;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Reports;

/// <summary>Documents that were made: for the frame of their page, and as files.</summary>
internal static class ReportFiles
{
    public static string Page(long index) => $"reports/{index}";

    public static string Screen(long index) => $"reports/{index}/screen";

    public static string Html(long index) => $"reports/{index}/html";

    public static string Pdf(long index) => $"reports/{index}/pdf";

    public static void MapReportFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/reports/{index:long}").RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
        files.MapGet("/screen", OnScreen).WithMetadata(new OwnDocument());
        files.MapGet("/html", AsHtml);
        files.MapGet("/pdf", AsPdf);
    }

    private static Task<IResult> OnScreen(long index, HttpContext http, OpenReport open, Sessions sessions, CancellationToken ct) =>
        Open(index, ReportFormat.Screen, http, open, sessions, file => Results.Stream(file.Content, file.ContentType), ct);

    private static Task<IResult> AsHtml(long index, HttpContext http, OpenReport open, Sessions sessions, CancellationToken ct) =>
        Open(index, ReportFormat.Html, http, open, sessions, file => Results.Stream(file.Content, file.ContentType, file.Name), ct);

    private static Task<IResult> AsPdf(long index, HttpContext http, OpenReport open, Sessions sessions, CancellationToken ct) =>
        Open(index, ReportFormat.Pdf, http, open, sessions, file => Results.Stream(file.Content, file.ContentType, file.Name), ct);

    private static async Task<IResult> Open(long index, ReportFormat format, HttpContext http, OpenReport open, Sessions sessions, Func<ReportBytes, IResult> answer, CancellationToken ct) =>
        http.User.Session() is { } session && await sessions.Actor(session, ct) is { } actor ? (await open.Run(actor, index, format, ct)).ToHttp(answer) : Results.Forbid();
}

/// <summary>An answer that is a document of its own, with its style in it: shown in a frame of the portal's, and allowed nothing else.</summary>
internal sealed class OwnDocument
{
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";
}
