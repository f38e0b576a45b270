using System.Text.RegularExpressions;

namespace Portal.EndToEnd.Support;

/// <summary>Makes the first person of an empty portal, as whoever reads its log does.</summary>
public static partial class FirstAdministrator
{
    public const string Password = "a walk along the river";

    public static async Task SetUpAsync(PortalProcess portal, Visitor visitor)
    {
        await visitor.OpenAsync("/account/setup");
        await visitor.FillAsync("Set-up code", portal.Log.Select(line => Code().Match(line)).First(match => match.Success).Groups[1].Value);
        await visitor.FillAsync("Your name", "First Person");
        await visitor.FillAsync("E-mail address", "first@example.org");
        await visitor.FillAsync("Department", "IT");
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Make me the first administrator");
        await visitor.SeeHeadingAsync("Security");
    }

    [GeneratedRegex("set-up code ([A-Z0-9]{5}(?:-[A-Z0-9]{5}){3})")]
    private static partial Regex Code();
}
