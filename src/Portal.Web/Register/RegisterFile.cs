using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Register;

/// <summary>The systems that an address asks for, all of them, as a file.</summary>
internal static class RegisterFile
{
    public const string Address = "register/export";

    public static void MapRegisterFile(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + Address, Download).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();

    private static async Task<IResult> Download(HttpContext http, ExportRegister export, Sessions sessions, Then then, TimeProvider time, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        var asked = RegisterAddress.Read(key => [.. http.Request.Query[key].OfType<string>()], RegisterAddress.ById, time.GetUtcNow());
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);
        if (asked.Faults.Count > 0)
            return Answers.Problem(new Invalid(asked.Faults));
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        return (await export.Run(actor, new(asked.Filter, asOf, format, Kept(http.Request)), ct)).ToFile(http, ct);
    }

    /// <summary>The filter in the words of the address, for the entry.</summary>
    private static string Kept(HttpRequest request) => string.Join('&', RegisterAddress.Filtering
        .SelectMany(key => request.Query[key].OfType<string>().Select(value => $"{key}={value}")));
}
