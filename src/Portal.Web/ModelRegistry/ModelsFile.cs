using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.ModelRegistry;

/// <summary>The versions that an address asks for, all of them, as a file.</summary>
internal static class ModelsFile
{
    public const string At = "models/export";

    public static void MapModelsFile(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + At, Download).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> Download(HttpContext http, ExportVersions export, Sessions sessions, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);

        var asked = ModelsAddress.Read(key => [.. http.Request.Query[key].OfType<string>()]);
        var kept = string.Join('&', ModelsAddress.Filtering.SelectMany(key => http.Request.Query[key].OfType<string>().Select(value => $"{key}={value}")));
        return asked.Faults.Count > 0
            ? Answers.Problem(new Invalid(asked.Faults))
            : (await export.Run(actor, new(asked.Filter, format, kept), ct)).ToFile(http, ct);
    }
}
