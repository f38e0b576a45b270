using System.Security.Claims;
using System.Text;
using Portal.Accounts;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Promotions;

/// <summary>Hands the certificate of an applied request to somebody signed in, as a file to be checked elsewhere.</summary>
internal static class CertificateDownload
{
    public static string AddressOf(string code) => $"promotions/{code}/certificate.jwt";

    public static string FileOf(string code) => $"{code}.jwt";

    public static void MapCertificates(this IEndpointRouteBuilder app) =>
        app.MapGet("/promotions/{code}/certificate.jwt", Download).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> Download(
        string code, ClaimsPrincipal principal, Sessions sessions, PromotionQueries promotions, IssueCertificate issue, HttpContext context, CancellationToken ct)
    {
        if (principal.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (await promotions.ByCode(code, ct) is not { } id)
            return Results.NotFound();
        if (!(await issue.Run(actor, id, ct)).Succeeded(out var jwt, out var refusal))
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: refusal.Message);

        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.ASCII.GetBytes(jwt + "\n"), "application/jwt", FileOf(code));
    }
}
