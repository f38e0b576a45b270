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
        if (PlainText.LineProblem(email.Trim(), LongestEmail) is { } silent)
            faults.Add(new Fault("email", silent));
        else if (!MailAddress.TryCreate(email.Trim(), out var address) || address.Address != email.Trim() || email.Any(char.IsWhiteSpace))
            faults.Add(new Fault("email", "It is no e-mail address."));
        if (PlainText.LineProblem(department.Trim(), Department.LongestName) is { } homeless)
            faults.Add(new Fault("department", homeless));
        return faults;
    }

    public static void Normalise(PortalUser user)
    {
        (user.NormalizedEmail, user.NormalizedUserName) = (user.Email?.ToUpperInvariant(), user.UserName?.ToUpperInvariant());
        user.EmailConfirmed = true;
    }
}
