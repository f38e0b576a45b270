using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Accounts;

/// <summary>The access report as a file. That it was taken out is on record.</summary>
internal static class AccessFile
{
    public const string Address = "settings/access/export";

    public static void MapAccessFile(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + Address, Download).RequireAuthorization(nameof(Permission.ReadAccess)).ExcludeFromDescription();

    private static async Task<IResult> Download(HttpContext http, ExportAccess export, Sessions sessions, Then then, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return (await export.Run(actor, asOf, format, ct)).ToFile(http, ct);
    }
}
