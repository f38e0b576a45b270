using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Accounts.Factors;

/// <summary>
/// Time-based one-time passwords (RFC 6238): HMAC-SHA-1 over the number of the half minute, cut to six figures. The caller says what
/// time it is and which code was used last.
/// </summary>
internal static class Totp
{
    public const int SecretSize = 20;
    private const int Digits = 6;
    private const int SecondsOfStep = 30;

    /// <summary>A clock that is up to half a minute off still fits; more would be time for whoever looks over a shoulder.</summary>
    private const int Drift = 1;

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / SecondsOfStep;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 names HMAC-SHA-1, and authenticator apps know nothing else; a weakness against collisions does not touch an HMAC.")]
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, mac);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xf)..]) & int.MaxValue;
        return (number % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The half minute whose code it is: this one, the one before or after, but none at or before the last that was used.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long used)
    {
        var given = Encoding.UTF8.GetBytes(code);
        long? match = null;
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), given) && step > used)
                match ??= step;
        return match;
    }

    /// <summary>What the picture says to an authenticator app (Key URI Format).</summary>
    public static string AddressOf(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32.Encode(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={SecondsOfStep}";
}
