using System.Globalization;

namespace Portal.Verify;

/// <summary>The arguments of <c>certificate</c>.</summary>
internal sealed record CertificateArguments(string File, string Keys, DateTimeOffset At)
{
    private static readonly string[] _timeForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static CertificateArguments Parse(ReadOnlySpan<string> args, TimeProvider time)
    {
        var arguments = Arguments.Parse(args, "certificate", "--keys", "--at");
        return new(arguments.File, arguments.Needed("--keys"), arguments.Options.GetValueOrDefault("--at") is { } at ? Instant(at) : time.GetUtcNow());
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParseExact(text, _timeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Arguments.Bad($"'{text}' is no instant such as 2026-03-31T12:00:00Z.");
}
