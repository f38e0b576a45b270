namespace Portal.Monitoring.Traces;

/// <summary>Why spans were not taken, each reason once; and what else is to be said.</summary>
internal sealed class SpanProblems
{
    private const int MostReasons = 5;

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hints = new(StringComparer.Ordinal);

    public int Rejected { get; private set; }

    public void Refuse(string reason, int spans)
    {
        Rejected += spans;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + spans;
    }

    public void Hint(string? hint)
    {
        if (hint is not null)
            _hints.Add(hint);
    }

    public override string ToString() => string.Join(" ",
    [
        .. _reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(MostReasons)
            .Select(reason => $"{(reason.Value == 1 ? "One span was" : $"{reason.Value} spans were")} not taken: {reason.Key.TrimEnd('.')}."),
        .. _hints.Take(MostReasons),
    ]);
}
