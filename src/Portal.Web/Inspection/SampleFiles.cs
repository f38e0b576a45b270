using Portal.Accounts;
using Portal.Inspection;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Inspection;

/// <summary>Hands out what a sample is drawn again by, without the portal.</summary>
internal static class SampleFiles
{
    public static string PopulationOf(string code) => $"audit/samples/{code}/names";

    public static string NameOf(string code) => $"{code}.txt";

    /// <summary>With what every Linux has. A seed has no sign that a shell takes for its own.</summary>
    public static string CommandOf(string code, string seed, int lines) =>
        $"""
        while IFS= read -r name; do
          key=$(printf '%s\n%s' '{seed}' "$name" |
            sha256sum | cut -c1-64)
          printf '%s  %s\n' "$key" "$name"
        done < {NameOf(code)} |
          LC_ALL=C sort | head -n {lines}
        """;

    public static void MapSampleFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/audit/samples/{code}/names", Names).RequireAuthorization(nameof(Permission.ReadAudit)).ExcludeFromDescription();

    private static async Task<IResult> Names(string code, HttpContext context, OpenPopulation open, Sessions sessions, CancellationToken ct)
    {
        if (context.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        context.Response.Headers.CacheControl = "private, no-store";
        return (await open.Run(actor, code, ct)).ToHttp(names => Results.Stream(names, "text/plain; charset=utf-8", NameOf(code)));
    }
}
