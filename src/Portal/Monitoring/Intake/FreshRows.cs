using Portal.Monitoring.Rows;

namespace Portal.Monitoring.Intake;

/// <summary>The rows of the last posts that this node took, for when it counts them itself; of others, and of older ones, the bytes are read again.</summary>
internal sealed class FreshRows
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, TelemetryRows> _rows = [];
    private readonly Queue<Guid> _oldest = [];
    private long _bytes;

    public void Add(Guid post, TelemetryRows rows)
    {
        lock (_lock)
        {
            if (_rows.TryAdd(post, rows))
            {
                _oldest.Enqueue(post);
                _bytes += rows.Weight;
            }

            while (_bytes > MostBytes && _oldest.TryDequeue(out var old))
                Remove(old);
        }
    }

    public TelemetryRows? Take(Guid post)
    {
        lock (_lock)
            return Remove(post);
    }

    private TelemetryRows? Remove(Guid post)
    {
        if (!_rows.Remove(post, out var rows))
            return null;

        _bytes -= rows.Weight;
        return rows;
    }
}
