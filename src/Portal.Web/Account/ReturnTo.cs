namespace Portal.Web.Account;

internal static class ReturnTo
{
    /// <summary>Only paths of this portal: an address of somebody else must not follow a sign-in.</summary>
    public static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
        && !url.Any(char.IsControl) ? Today(url) : "/";

    /// <summary>Whoever signs in anew begins with today, whichever day the page showed from which they come.</summary>
    private static string Today(string url)
    {
        if (url.Split('?', 2) is not [var path, var query])
            return url;

        var kept = query.Split('&').Where(part => !part.Split('=')[0].Equals("asOf", StringComparison.OrdinalIgnoreCase)).ToList();
        return kept.Count > 0 ? $"{path}?{string.Join('&', kept)}" : path;
    }
}
