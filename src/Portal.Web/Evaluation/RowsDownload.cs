using System.Security.Claims;
using Portal.Accounts;
using Portal.Evaluation;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;
using Portal.Web.ModelRegistry;

namespace Portal.Web.Evaluation;

/// <summary>Hands the rows of a run and their protected groups out to somebody signed in.</summary>
internal static class RowsDownload
{
    public static string RowsOf(string system, string label, int run) => $"{VersionLinks.Run(system, label, run)}/rows";

    public static string GroupsOf(string system, string label, int run) => $"{VersionLinks.Run(system, label, run)}/groups";

    public static void MapRunRows(this IEndpointRouteBuilder app)
    {
        var run = app.MapGroup("/register/{code}/versions/{label}/runs/{run:int}").ExcludeFromDescription();
        run.MapGet("/rows", Rows).RequireAuthorization(nameof(Permission.Read));
        run.MapGet("/groups", Groups).RequireAuthorization(nameof(Permission.ReadProtectedGroups));
    }

    /// <summary>What the file is called, whichever way it is asked for.</summary>
    public static string NameOf(string system, string label, int run, string part) => $"{system}-{label}-run-{run}-{part}.ndjson";

    private static async Task<IResult> Rows(string code, string label, int run, ClaimsPrincipal principal, Sessions sessions, ReadRunRows read, CancellationToken ct) =>
        principal.Session() is { } session && await sessions.Actor(session, ct) is { } actor
            ? (await read.Run(actor, new(code, label, run), ct)).ToHttp(rows => RowsFile.Of(rows, run, NameOf(code, label, run, "rows")))
            : Results.Forbid();

    private static async Task<IResult> Groups(string code, string label, int run, ClaimsPrincipal principal, Sessions sessions, ReadRunGroups read, CancellationToken ct) =>
        principal.Session() is { } session && await sessions.Actor(session, ct) is { } actor
            ? (await read.Run(actor, new(code, label, run), ct)).ToHttp(groups => RowsFile.Of(groups, NameOf(code, label, run, "groups")))
            : Results.Forbid();
}
