using System.Text.RegularExpressions;

namespace Portal.Audit;

/// <summary>Where the page of an entry's subject is, under the portal's address; a person or the register as a whole has none.</summary>
public static partial class SubjectPath
{
    public static string? Of(string subject) => subject switch
    {
        _ when Promotion().IsMatch(subject) => $"promotions/{subject}",
        _ when Finding().IsMatch(subject) => $"findings/{subject}",
        _ when Alert().IsMatch(subject) => $"monitoring/alerts/{subject}",
        _ when Exception().IsMatch(subject) => $"exceptions/{subject}",
        _ when Pack().IsMatch(subject) => "reports",
        _ when Sample().IsMatch(subject) => $"audit/samples/{subject}",
        _ when Request().IsMatch(subject) => $"audit/requests/{subject}",
        _ when System().IsMatch(subject) => $"register/{subject}",
        _ when Version().Match(subject) is { Success: true } version => $"register/{version.Groups[1].Value}/versions/{Uri.EscapeDataString(version.Groups[2].Value)}",
        _ when Policy().Match(subject) is { Success: true } policy => $"policies/{policy.Groups[1].Value}",
        _ => null,
    };

    [GeneratedRegex(@"^(PR|SA)-[0-9]{4,}\z")]
    private static partial Regex Promotion();

    [GeneratedRegex(@"^FI-[0-9]{4,}\z")]
    private static partial Regex Finding();

    [GeneratedRegex(@"^AL-[0-9]{4,}\z")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^EX-[0-9]{4,}\z")]
    private static partial Regex Exception();

    [GeneratedRegex(@"^EP-[0-9]{4,}\z")]
    private static partial Regex Pack();

    [GeneratedRegex(@"^SP-[0-9]{4,}\z")]
    private static partial Regex Sample();

    [GeneratedRegex(@"^RQ-[0-9]{4,}\z")]
    private static partial Regex Request();

    [GeneratedRegex(@"^policy-([0-9]+)\z")]
    private static partial Regex Policy();

    [GeneratedRegex(@"^AIS-[0-9]{4,}\z")]
    private static partial Regex System();

    [GeneratedRegex(@"^(AIS-[0-9]{4,})/([^/]+)\z")]
    private static partial Regex Version();
}
