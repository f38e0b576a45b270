using System.Security.Cryptography;

namespace Portal.Web.Demo;

/// <summary>The password that the demo's accounts share and the token of its API.</summary>
internal sealed record DemoCredentials(string Password, string ApiToken)
{
    private const string PasswordAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>From the settings; what these do not name is what the demo made up before, or makes up now.</summary>
    public static DemoCredentials Of(IConfiguration configuration, DemoCredentials? before) => new(
        configuration["Portal:Demo:Password"] ?? before?.Password ?? RandomNumberGenerator.GetString(PasswordAlphabet, 16),
        configuration["Portal:Demo:ApiToken"] ?? before?.ApiToken ?? RandomNumberGenerator.GetHexString(64, lowercase: true));
}
