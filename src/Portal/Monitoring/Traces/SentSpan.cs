namespace Portal.Monitoring.Traces;

/// <summary>Spans that one process sent together, with what it says of itself.</summary>
public sealed record SentSpans(SpanAttributes Process, IReadOnlyList<SentSpan> Spans);

/// <summary>A span as it came: nothing of it has been looked at yet.</summary>
public sealed record SentSpan
{
    /// <summary>So many attributes and events one span has at most.</summary>
    public const int MostParts = 1000;

    /// <summary>In hexadecimal digits.</summary>
    public string Trace { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>Empty where it has none.</summary>
    public string Parent { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong Start { get; init; }

    public ulong End { get; init; }

    public bool HasFailed { get; init; }

    public SpanAttributes Attributes { get; init; } = new();

    /// <summary>The attributes of each event that is an evaluation.</summary>
    public IReadOnlyList<SpanAttributes> Evaluations { get; init; } = [];

    public bool HasTooMany { get; init; }
}
