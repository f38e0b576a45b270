using System.Globalization;

namespace Portal.Web.Api;

/// <summary>ETag and If-Match (RFC 9110, 8.8.3 and 13.1.1) over the version that every editable thing has.</summary>
internal static class EntityTags
{
    private const int None = -1;

    public static void Set(HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// The version that the caller has read: null when any will do, one that never is when it is not <paramref name="current"/>.
    /// Compared strongly, so a weak tag matches nothing.
    /// </summary>
    public static int? Expected(HttpRequest request, int current)
    {
        if (request.Headers.IfMatch.ToString() is not { Length: > 0 } header || header.Trim() == "*")
            return null;

        var wanted = $"\"{current.ToString(CultureInfo.InvariantCulture)}\"";
        return header.Split(',', StringSplitOptions.TrimEntries).Contains(wanted) ? current : None;
    }
}
