using System.Globalization;
using System.Text;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Accounts;

/// <summary>The access report as a file. That it was taken out is on record.</summary>
internal static class AccessFile
{
    private static readonly string[] Heads =
        ["person", "email", "department", "state", "role", "by_group", "since_utc", "granted_by", "confirmed_by", "in_set_up", "last_signed_in_utc"];

    public static void MapAccessFile(this IEndpointRouteBuilder app) =>
        app.MapGet("/settings/access.csv", async (string? asOf, HttpContext context, ExportAccess export, Sessions sessions, Calendar calendar, CancellationToken ct) =>
        {
            if (context.User.Session() is not { } session || await sessions.Actor(session, ct) is not { } actor)
                return Results.Forbid();
            if (!calendar.AsOf("asOf", asOf).Succeeded(out var then, out var fault))
                return Results.Text(fault.Message, statusCode: StatusCodes.Status400BadRequest);
            if (!(await export.Run(actor, then, ct)).Succeeded(out var lines, out _))
                return Results.Forbid();

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.File(Encoding.UTF8.GetBytes(Of(lines)), "text/csv; charset=utf-8", $"access-{Calendar.Text(then.Day ?? calendar.Today)}.csv");
        }).RequireAuthorization(nameof(Permission.ReadAccess)).ExcludeFromDescription();

    public static string Of(IEnumerable<AccessLine> lines)
    {
        var text = new StringBuilder(string.Join(',', Heads)).Append("\r\n");
        foreach (var line in lines)
        {
            text.AppendJoin(',', new[]
            {
                line.Name, line.Email, line.Department, line.State.ToString(), Roles.Title(line.Role), line.Group ?? "", Instant(line.Since),
                line.GrantedBy ?? "", line.ConfirmedBy ?? "", line.Bootstrap ? "yes" : "", line.LastSignInAt is { } at ? Instant(at) : "",
            }.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>One cell: quoted where it must be (RFC 4180), and never a formula to a spreadsheet.</summary>
    public static string Cell(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return harmless.AsSpan().ContainsAny(",\"\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
