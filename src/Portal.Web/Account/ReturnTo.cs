namespace Portal.Web.Account;

internal static class ReturnTo
{
    /// <summary>Only paths of this portal: an address of somebody else must not follow a sign-in.</summary>
    public static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
        && !url.Any(char.IsControl) ? url : "/";
}
