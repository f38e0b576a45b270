using System.Globalization;

namespace Portal.Verify;

/// <summary>The arguments of <c>certificate</c>, in any order.</summary>
internal sealed record CertificateArguments(string File, string Keys, DateTimeOffset At)
{
    private static readonly string[] _timeForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static CertificateArguments Parse(string[] args, TimeProvider time)
    {
        if (args is not ["certificate", .. var rest]) throw Bad(args is [var other, ..] ? $"There is no command '{other}'." : "A command is missing.");

        string? file = null, keys = null, at = null;
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case "--keys":
                    keys = Value(rest, ref i, keys);
                    break;
                case "--at":
                    at = Value(rest, ref i, at);
                    break;
                case ['-', ..]:
                    throw Bad($"There is no option '{rest[i]}'.");
                default:
                    file = file is null ? rest[i] : throw Bad("More than one file is given.");
                    break;
            }
        }

        return new CertificateArguments(
            file ?? throw Bad("The certificate's file is missing."),
            keys ?? throw Bad("--keys is missing."),
            at is null ? time.GetUtcNow() : Instant(at));
    }

    private static string Value(string[] args, ref int at, string? known)
    {
        var option = args[at];
        if (known is not null) throw Bad($"{option} is given twice.");
        return ++at < args.Length ? args[at] : throw Bad($"{option} needs a value.");
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParseExact(text, _timeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Bad($"'{text}' is no instant such as 2026-03-31T12:00:00Z.");

    private static UnusableInputException Bad(string message) => new(message) { ShowsUsage = true };
}
