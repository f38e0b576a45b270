using Portal.Shared;

namespace Portal.Tracking;

public enum TextKind { Tag = 1, Param }

/// <summary>A tag or a parameter of whatever has them.</summary>
public sealed class TrackedText
{
    public const int LongestKey = 250;
    public const int LongestParam = 6_000;
    public const int LongestTag = 100_000;

    private TrackedText() { }

    public TrackedText(TrackedId owner, TextKind kind, string key, string value) => (Owner, Kind, Key, Value) = (owner, kind, key, value);

    public TrackedId Owner { get; private set; }

    public TextKind Kind { get; private set; }

    public string Key { get; private set; } = "";

    public string Value { get; private set; } = "";

    internal void Set(string value) => Value = value;

    internal static string? KeyProblem(string key) => PlainText.LineProblem(key, LongestKey);

    internal static string? ValueProblem(TextKind kind, string value) => PlainText.RemarkProblem(value, kind == TextKind.Param ? LongestParam : LongestTag);
}

/// <summary>A key with its value, as clients send and read them.</summary>
public sealed record TextPair(string Key, string Value);
