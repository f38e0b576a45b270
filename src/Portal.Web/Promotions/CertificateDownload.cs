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
    public static string AddressOf(string code, CertificateForm form) => $"promotions/{code}/certificate.{CertificateForms.EndingOf(form)}";

    public static string FileOf(string code, CertificateForm form) => $"{code}.{CertificateForms.EndingOf(form)}";

    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        foreach (var form in Enum.GetValues<CertificateForm>())
        {
            app.MapGet("/" + AddressOf("{code}", form), (string code, ClaimsPrincipal principal, Sessions sessions, PromotionQueries promotions, IssueCertificate issue, HttpContext context, CancellationToken ct) =>
                Download(form, code, principal, sessions, promotions, issue, context, ct)).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
        }
    }

    private static async Task<IResult> Download(
        CertificateForm form, string code, ClaimsPrincipal principal, Sessions sessions, PromotionQueries promotions, IssueCertificate issue, HttpContext context, CancellationToken ct)
    {
        if (principal.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (await promotions.ByCode(code, ct) is not { } id)
            return Results.NotFound();
        if (!(await issue.Run(actor, new(id, form), ct)).Succeeded(out var certificate, out var refusal))
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: refusal.Message);

        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(certificate + "\n"), CertificateForms.TypeOf(form), FileOf(code, form));
    }
}
