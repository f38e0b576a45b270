using Portal.Accounts;
using Portal.Accounts.Factors;

namespace Portal.Tests.Support;

internal static class SigningIn
{
    public static SignedIn Begun(this FirstStep step) => step.SignedIn ?? throw new InvalidOperationException("A code is asked for.");

    public static string Asked(this FirstStep step) => step.CodeTicket ?? throw new InvalidOperationException("No code is asked for.");

    /// <summary>The code that an authenticator app with this offer shows now.</summary>
    public static string Code(this House house, TotpOffer offer) => Totp.Code(Base32Of(offer.Secret), Totp.StepAt(house.Time.GetUtcNow()));

    private static byte[] Base32Of(string letters)
    {
        var bits = string.Concat(letters.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
