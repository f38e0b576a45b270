using Portal.Accounts;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Reports.Packs;

/// <summary>Hands packs out to who is signed in.</summary>
internal static class PackFiles
{
    public const string ContentType = "application/zip";

    public static string HrefOf(string code) => $"reports/packs/{code}";

    public static void MapPackFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/reports/packs/{code}", Download).RequireAuthorization(nameof(Permission.MakePacks)).ExcludeFromDescription();

    public static IResult Answer(OpenedPack pack) => Results.Stream(pack.Content, ContentType, pack.Name);

    private static async Task<IResult> Download(string code, HttpContext context, OpenPack open, Sessions sessions, CancellationToken ct)
    {
        if (context.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        context.Response.Headers.CacheControl = "private, no-store";
        return (await open.Run(actor, code, ct)).ToHttp(Answer);
    }
}
