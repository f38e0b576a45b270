using Portal.Accounts;
using Portal.Reports;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Api;

namespace Portal.Web.Findings;

/// <summary>The findings and the exceptions that an address asks for, all of them, as files.</summary>
internal static class FindingFiles
{
    public const string Findings = "findings/export";
    public const string Exceptions = "exceptions/export";

    public static void MapFindingFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/" + Findings, OfFindings).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
        app.MapGet("/" + Exceptions, OfExceptions).RequireAuthorization(nameof(Permission.Read)).ExcludeFromDescription();
    }

    private static async Task<IResult> OfFindings(HttpContext http, ExportFindings export, Sessions sessions, Then then, Calendar calendar, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);
        if (!then.AsOf.Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        var asked = FindingAddress.Read(Values(http.Request), FindingAddress.People(actor.Person), asOf.Day ?? calendar.Today);
        return asked.Faults.Count > 0
            ? Answers.Problem(new Invalid(asked.Faults))
            : (await export.Run(actor, new(asked.NotClosedUnlessTold().Filter, asOf, format, Kept(http.Request, FindingAddress.Filtering)), ct)).ToFile(http, ct);
    }

    private static async Task<IResult> OfExceptions(HttpContext http, ExportExceptions export, Sessions sessions, TimeProvider time, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();
        if (!TableAnswers.FormatOf(http.Request).Succeeded(out var format, out var unknown))
            return Answers.Problem(unknown);

        var asked = ExceptionAddress.Read(Values(http.Request), time.GetUtcNow());
        return asked.Faults.Count > 0
            ? Answers.Problem(new Invalid(asked.Faults))
            : (await export.Run(actor, new(asked.Filter, format, Kept(http.Request, ExceptionAddress.Filtering)), ct)).ToFile(http, ct);
    }

    private static Func<string, IReadOnlyList<string>> Values(HttpRequest request) => key => [.. request.Query[key].OfType<string>()];

    /// <summary>The filter in the words of the address, for the entry.</summary>
    private static string Kept(HttpRequest request, IEnumerable<string> keys) =>
        string.Join('&', keys.SelectMany(key => request.Query[key].OfType<string>().Select(value => $"{key}={value}")));
}
