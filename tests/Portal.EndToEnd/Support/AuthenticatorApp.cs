using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.EndToEnd.Support;

/// <summary>What an app on a phone does with the key that the page shows: RFC 6238 again, written without a look at the portal's.</summary>
internal sealed class AuthenticatorApp(string key)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly byte[] _secret = Bytes(key.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>The code of now, or of so many half minutes later: the portal takes the next one already.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 names HMAC-SHA-1, and authenticator apps know nothing else.")]
    public string Code(int later = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + later);
        var mac = HMACSHA1.HashData(_secret, counter);
        var offset = mac[19] & 15;
        var number = (BinaryPrimitives.ReadUInt32BigEndian(mac.AsSpan(offset)) & 0x7fffffff) % 1_000_000;
        return number.ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>Sets an app up for whoever is on the page about security and lacks a factor: the page loads anew with the rights it gives.</summary>
    public static async Task<AuthenticatorApp> SetUpAsync(Visitor person, string password)
    {
        await person.PressAsync("Set up an app");
        var app = new AuthenticatorApp(await person.Page.Locator("code.key").InnerTextAsync());
        await person.FillAsync("Code", app.Code());
        await person.FillAsync("Your password", password);
        await person.PressAsync("Turn it on");
        await person.Page.EvaluateAsync("window.lackedFactor = true");
        await person.PressAsync("I have kept them");
        await person.Page.WaitForFunctionAsync("!window.lackedFactor");
        await person.SeeAsync("10 of 10");
        return app;
    }

    private static byte[] Bytes(string letters)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in letters)
        {
            buffer = buffer << 5 | Letters.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;

            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
