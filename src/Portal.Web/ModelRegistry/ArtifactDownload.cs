using System.Security.Claims;
using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.ModelRegistry;

/// <summary>Hands an artifact out to somebody signed in: always as a file, so that nothing in it runs as the portal.</summary>
internal static class ArtifactDownload
{
    public static string AddressOf(string system, string label, string name) =>
        $"register/{system}/versions/{Uri.EscapeDataString(label)}/artifacts/{Uri.EscapeDataString(name)}";

    public static void MapArtifacts(this IEndpointRouteBuilder app) =>
        app.MapGet("/register/{code}/versions/{label}/artifacts/{name}", Download).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> Download(string code, string label, string name, ClaimsPrincipal principal, Sessions sessions, OpenArtifact open, CancellationToken ct)
    {
        if (principal.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        return (await open.Run(actor, new(code, label, name), ct)).Succeeded(out var artifact, out var refusal)
            ? new ArtifactFile(artifact, open, () => Answers.Problem(OpenArtifact.Gone(name)))
            : Answers.Problem(refusal);
    }
}
