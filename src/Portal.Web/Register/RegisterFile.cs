using Portal.Accounts;
using Portal.Reports;
using Portal.Reports.Tables;
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

    private static async Task<IResult> Download(HttpContext http, ExportRegister export, Sessions sessions, Calendar calendar, TimeProvider time, CancellationToken ct)
    {
        if (http.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
            return Results.Forbid();

        var asked = RegisterAddress.Read(key => [.. http.Request.Query[key].OfType<string>()], RegisterAddress.ById, time.GetUtcNow());
        if (FormatOf(http.Request.Query["format"].ToString()) is not { } format)
            return Answers.Problem(new Invalid("format", "It is one of csv, xlsx, json."));
        if (asked.Faults.Count > 0)
            return Answers.Problem(new Invalid(asked.Faults));
        if (!calendar.AsOf(Then.Key, http.Request.Query.TryGetValue(Then.Key, out var day) ? day.ToString() : null).Succeeded(out var asOf, out var refusal))
            return Answers.Problem(refusal);

        http.Response.Headers.CacheControl = "private, no-store";
        var result = await export.Run(actor, new(asked.Filter, asOf, format, Kept(http.Request)), ct);
        return result.ToHttp(file => Results.Stream(stream => file.WriteTo(stream, ct), file.ContentType, file.Name));
    }

    private static TableFormat? FormatOf(string text) => text switch
    {
        "csv" => TableFormat.Csv,
        "xlsx" => TableFormat.Xlsx,
        "json" => TableFormat.Json,
        _ => null,
    };

    /// <summary>The filter in the words of the address, for the entry.</summary>
    private static string Kept(HttpRequest request) => string.Join('&', request.Query
        .Where(part => part.Key is "q" or "tier" or "stage" or "kind" or "lane" or "legalClass" or "due" or "state" or "department" or "owner")
        .SelectMany(part => part.Value.OfType<string>().Select(value => $"{part.Key}={value}")));
}
