using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Reports;

/// <summary>The rows of a list that an address asks for, all of them, as a file.</summary>
internal static class Exports
{
    private const string Root = "exports";

    public static string Of(string list) => $"{Root}/{list}";

    public static void MapExports(this IEndpointRouteBuilder app) =>
        app.MapGet($"/{Root}/{{list}}", Download).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> Download(HttpContext http, string list, ExportList export, ListAddresses addresses, Sessions sessions, Then then, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return addresses.Read(list, key => [.. http.Request.Query[key].OfType<string>()], asOf, actor).Succeeded(out var asked, out var fault)
            ? (await export.Run(actor, asked, format, ct)).ToFile(http, ct)
            : Answers.Problem(fault);
    }
}
