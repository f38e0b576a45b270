using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// A post as it came, durable before it is acknowledged. Folded, its content goes; its key is remembered for a day, so that the
/// same post sent again counts once.
/// </summary>
public sealed class TelemetryBatch
{
    /// <summary>How the key of a post begins that came without one.</summary>
    internal const string MadeKey = "made:";

    private TelemetryBatch() { }

    public Guid Id { get; private set; }

    public SystemId System { get; private set; }

    public TelemetryKind Kind { get; private set; } = TelemetryKind.Predictions;

    /// <summary>The sender's Idempotency-Key, or one made for a post without.</summary>
    public string Key { get; private set; } = "";

    public Digest Body { get; private set; } = Digest.Of([]);

    public DateTimeOffset ReceivedAt { get; private set; }

    public int Rows { get; private set; }

    /// <summary>The versions in the order in which the rows first name them.</summary>
    public IReadOnlyList<Guid> Versions { get; private set; } = [];

    /// <summary>The last price that was known when calls came: later ones do not change what they cost.</summary>
    public int Prices { get; private set; }

    /// <summary>The scoring run that the rows belong to, and its day.</summary>
    public string? Run { get; private set; }

    public DateOnly? RunDay { get; private set; }

    public byte[] Content { get; private set; } = [];

    public bool Folded { get; private set; }

    internal RunName? RunName => Run is { } name && RunDay is { } day ? new RunName(name, day) : null;

    internal IReadOnlyList<VersionId> VersionIds => [.. Versions.Select(version => new VersionId(version))];

    internal static TelemetryBatch Of(
        SystemId system, TelemetryKind kind, string? key, Digest body, int rows, IReadOnlyList<VersionId> versions, int prices, byte[] content, DateTimeOffset now, RunName? run = null)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            System = system,
            Kind = kind,
            Key = key ?? MadeKey + id,
            Body = body,
            Rows = rows,
            Versions = [.. versions.Select(version => version.Value)],
            Prices = prices,
            Run = run?.Name,
            RunDay = run?.AsOf,
            Content = content,
            ReceivedAt = now,
        };
    }

    /// <summary>As it was written down when it was taken.</summary>
    internal static TelemetryBatch Again(
        Guid id, SystemId system, TelemetryKind kind, string key, Digest body, int rows, IReadOnlyList<VersionId> versions, int prices, DateTimeOffset receivedAt) => new()
        {
            Id = id,
            System = system,
            Kind = kind,
            Key = key,
            Body = body,
            Rows = rows,
            Versions = [.. versions.Select(version => version.Value)],
            Prices = prices,
            ReceivedAt = receivedAt,
        };

    internal void Carry(ReadOnlyMemory<byte> content) => Content = content.ToArray();

    /// <summary>Counted, it remains as a key.</summary>
    internal void Fold() => (Folded, Content) = (true, []);

    /// <summary>Another post of the same key is stored already: both were taken, so both count.</summary>
    internal void GiveUpKey() => Key = MadeKey + Id;
}
