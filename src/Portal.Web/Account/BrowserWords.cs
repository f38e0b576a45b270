using Portal.Accounts;

namespace Portal.Web.Account;

/// <summary>A browser's long name for itself in two words, and how somebody signed in.</summary>
internal static class BrowserWords
{
    // The first that fits: most browsers name the others as well.
    private static readonly (string Sign, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] Machines = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Of(string agent) => (First(Browsers, agent), First(Machines, agent)) switch
    {
        (null, null) => agent.Length == 0 ? "Unknown" : agent[..Math.Min(24, agent.Length)],
        (var browser, null) => browser,
        (null, var machine) => machine,
        var (browser, machine) => $"{browser} on {machine}",
    };

    public static string Of(SignInMethod method) => method switch
    {
        SignInMethod.Password => "password",
        SignInMethod.PasswordAndCode => "password and code",
        SignInMethod.Passkey => "passkey",
        SignInMethod.Provider => "single sign-on",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    private static string? First((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
