namespace Portal.Ledger.Packs;

/// <summary>
/// Counts what a file holds while it passes: lines of a ledger, records (an array with one record a line), rows of a table below its
/// heading. Of other files there is nothing to count.
/// </summary>
public sealed class ItemCount(string path)
{
    private readonly Kind _kind = path.EndsWith(".ndjson", StringComparison.Ordinal) ? Kind.Lines
        : path.StartsWith("records/", StringComparison.Ordinal) ? Kind.Records
        : path.EndsWith(".csv", StringComparison.Ordinal) ? Kind.Rows
        : Kind.None;

    private long _count;
    private bool _begun;
    private bool _quoted;

    private enum Kind { None = 1, Lines, Records, Rows }

    public long? Items => _kind switch
    {
        Kind.None => null,
        Kind.Rows => Math.Max(0, _count - 1),
        _ => _count,
    };

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_kind == Kind.None) return;
        foreach (var one in bytes)
        {
            if (_kind == Kind.Rows && one == '"') _quoted = !_quoted;
            if (_kind == Kind.Records && !_begun && one == '{') _count++;
            _begun = one != '\n';
            if (one == '\n' && _kind != Kind.Records && !_quoted) _count++;
        }
    }
}
