using System.Net.Mail;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What a person's account must be made of.</summary>
internal static class PersonFields
{
    private const int LongestName = 120;
    private const int LongestEmail = 254;

    public static IReadOnlyList<Fault> FaultsOf(string name, string email, string department)
    {
        List<Fault> faults = [];
        if (PlainText.LineProblem(name.Trim(), LongestName) is { } nameless)
            faults.Add(new Fault("name", nameless));
        if (EmailProblem(email.Trim()) is { } silent)
            faults.Add(new Fault("email", silent));
        if (PlainText.LineProblem(department.Trim(), Department.LongestName) is { } homeless)
            faults.Add(new Fault("department", homeless));
        return faults;
    }

    public static string? EmailProblem(string email) =>
        PlainText.LineProblem(email, LongestEmail)
        ?? (!MailAddress.TryCreate(email, out var address) || address.Address != email || email.Any(char.IsWhiteSpace) ? "It is no e-mail address." : null);

    public static void Normalise(PortalUser user)
    {
        (user.NormalizedEmail, user.NormalizedUserName) = (user.Email?.ToUpperInvariant(), user.UserName?.ToUpperInvariant());
        user.EmailConfirmed = true;
    }

    /// <summary>What the entry of an account's making says of the person, sealed.</summary>
    public static IReadOnlyDictionary<string, string> OnRecord(PortalUser user) => new Dictionary<string, string> { ["name"] = user.Name, ["email"] = user.Email ?? "" };
}
