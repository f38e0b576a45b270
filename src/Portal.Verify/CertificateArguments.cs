using System.Globalization;
using System.Security.Cryptography;
using Portal.Ledger.Certificates;

namespace Portal.Verify;

/// <summary>The arguments of <c>certificate</c>.</summary>
internal sealed record CertificateArguments(string File, string Keys, ExpectedCertificate Expected)
{
    private const string DigestPrefix = "sha256:";

    private static readonly string[] _timeForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static CertificateArguments Parse(ReadOnlySpan<string> args, TimeProvider time)
    {
        var arguments = Arguments.Parse(args, "certificate", "--keys", "--at", "--digest", "--system", "--stage");
        var at = arguments.Options.GetValueOrDefault("--at") is { } instant ? Instant(instant) : time.GetUtcNow();
        return new(arguments.File, arguments.Needed("--keys"), new ExpectedCertificate(at)
        {
            Digest = arguments.Options.GetValueOrDefault("--digest") is { } digest ? Digest(digest) : null,
            System = arguments.Options.GetValueOrDefault("--system"),
            Stage = arguments.Options.GetValueOrDefault("--stage"),
        });
    }

    /// <summary>A digest as it is written, or that of the file that is named instead.</summary>
    private static string Digest(string text)
    {
        if (!text.StartsWith(DigestPrefix, StringComparison.Ordinal)) return InputFile.Open(text, HashOf);
        return text.Length == DigestPrefix.Length + 64 && text.AsSpan(DigestPrefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0
            ? text
            : throw Arguments.Bad($"'{text}' is no digest: sha256: and 64 lower-case hexadecimal digits.");
    }

    private static string HashOf(string path)
    {
        using var bytes = System.IO.File.OpenRead(path);
        return DigestPrefix + Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParseExact(text, _timeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Arguments.Bad($"'{text}' is no instant such as 2026-03-31T12:00:00Z.");
}
