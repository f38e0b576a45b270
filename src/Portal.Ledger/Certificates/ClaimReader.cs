using System.Globalization;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>Reads the claims of one object; each that is missing or not of its form is a fault.</summary>
internal sealed class ClaimReader(JsonElement claims, string prefix, List<CertificateFault> faults)
{
    private const string DayForm = "yyyy-MM-dd";

    private static readonly long _earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long _latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Text that is not empty.</summary>
    public string Text(string name)
    {
        if (claims.TextOf(name) is { Length: > 0 } text) return text;

        Amiss(name, "a text");
        return "";
    }

    /// <summary><c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string Digest(string name)
    {
        if (claims.TextOf(name) is { } text && PromotionCertificate.IsDigest(text)) return text;

        Amiss(name, "a digest of the form sha256:…");
        return "";
    }

    /// <summary>Whole seconds since 1970; null when they are amiss.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetInt64(out var seconds) && seconds >= _earliest && seconds <= _latest)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);

        Amiss(name, "an instant in whole seconds");
        return null;
    }

    /// <summary>A reader of the object that is a claim here; null when it is amiss.</summary>
    public ClaimReader? Object(string name)
    {
        if (claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object) return new ClaimReader(member, $"{prefix}{name}.", faults);

        Amiss(name, "an object");
        return null;
    }

    /// <summary>A reader for each object of the list that is a claim here; none when it is amiss.</summary>
    public IReadOnlyList<ClaimReader> Objects(string name)
    {
        if (claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array && member.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            return [.. member.EnumerateArray().Select((item, index) => new ClaimReader(item, $"{prefix}{name}[{index}].", faults))];

        Amiss(name, "a list of objects");
        return [];
    }

    public static string Written(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>A day, such as 2026-03-31.</summary>
    public DateOnly Day(string name)
    {
        if (DateOnly.TryParseExact(claims.TextOf(name), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;

        Amiss(name, "a day");
        return default;
    }

    public bool Truth(string name)
    {
        if (claims.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.GetBoolean();

        Amiss(name, "true or false");
        return false;
    }

    /// <summary>One of these, in lower case; null when there is no such claim.</summary>
    public T? Choice<T>(string name, IReadOnlyList<T> choices) where T : struct, Enum
    {
        if (!claims.TryGetProperty(name, out _)) return null;

        foreach (var choice in choices)
        {
            if (claims.TextOf(name) == choice.ToString().ToLowerInvariant()) return choice;
        }

        Amiss(name, $"one of {string.Join(", ", choices).ToLowerInvariant()}");
        return null;
    }

    private void Amiss(string name, string form) =>
        faults.Add(new CertificateFault(CertificateFaultKind.Malformed, $"The claim '{prefix}{name}' is missing or not {form}."));
}
