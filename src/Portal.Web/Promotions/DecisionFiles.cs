using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Promotions;

/// <summary>All signatures as a file.</summary>
internal static class DecisionFiles
{
    public const string Decisions = "promotions/decisions/export";

    public static void MapDecisionFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + Decisions, OfDecisions).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> OfDecisions(HttpContext http, ExportDecisions export, Sessions sessions, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        return TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown) ? (await export.Run(actor, format, ct)).ToFile(http, ct) : Answers.Problem(unknown);
    }
}
