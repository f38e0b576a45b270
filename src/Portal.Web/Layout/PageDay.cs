using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Shared;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Web.Layout;

/// <summary>
/// The day that the page shows. Its address says it, so that it survives a reload and can be sent to somebody else; a script keeps it
/// in the links that lead on (wwwroot-assets/src/as-of.ts).
/// </summary>
public sealed class PageDay(NavigationManager navigator, Calendar calendar)
{
    private const string Key = "asOf";

    private string? _uri;
    private Result<AsOf> _read;

    /// <summary>Now, unless the address names a day that is over.</summary>
    public AsOf AsOf => Read().Succeeded(out var asOf, out _) ? asOf : AsOf.Now;

    /// <summary>Why the address names no day to look back to; null when it does, or names none.</summary>
    public string? Fault => Read().Refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : null;

    public bool IsNow => Read().Succeeded(out var asOf, out _) && asOf == AsOf.Now;

    public DateOnly Yesterday => calendar.Today.AddDays(-1);

    public DateOnly Today => calendar.Today;

    public string? InWords => AsOf.Day is { } day ? Words(day) : null;

    public string AddressOfToday => navigator.GetUriWithQueryParameter(Key, (string?)null);

    public static string Words(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public string AddressOf(DateOnly day) =>
        navigator.GetUriWithQueryParameters(new Dictionary<string, object?> { [Key] = day == calendar.Today ? null : Calendar.Text(day), ["page"] = null });

    private Result<AsOf> Read()
    {
        if (_uri == navigator.Uri)
            return _read;

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(navigator.ToAbsoluteUri(navigator.Uri).Query);
        var read = calendar.AsOf(Key, query.TryGetValue(Key, out var day) ? day.ToString() : null);
        (_uri, _read) = (navigator.Uri, read.Succeeded(out var asOf, out _) && asOf.Day == calendar.Today ? AsOf.Now : read);
        return _read;
    }
}
