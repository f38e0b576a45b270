using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// One prediction as it was made: what went in, what came out, by which version, about whom. Its id is made of its time and its content, so
/// that the same row that is stored twice is there once. It is never changed but by erasing: then what it says of somebody goes, and that it
/// was, when, by which version and the digest of its inputs stay.
/// </summary>
public sealed class DecisionRecord
{
    internal const string Table = "DecisionRecords";

    private DecisionRecord() { }

    public RecordId Id { get; private set; }

    public SystemId System { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>A hash of the prediction's id, by which labels, reviews and the sample go.</summary>
    public long Key { get; private set; }

    /// <summary>As its sender calls it; empty when it was erased.</summary>
    public string Prediction { get; private set; } = "";

    public DateTimeOffset Time { get; private set; }

    /// <summary>The scoring run that it belongs to.</summary>
    public string? Run { get; private set; }

    /// <summary>Whom it is about, by a reference of the sender's.</summary>
    public string? Subject { get; private set; }

    public string Output { get; private set; } = "";

    public double? Score { get; private set; }

    /// <summary>Over the inputs as canonical JSON (RFC 8785).</summary>
    public Digest Inputs { get; private set; } = Digest.Of([]);

    /// <summary>See <see cref="RecordContent"/>; empty when nothing but the digest is kept.</summary>
    public byte[] Content { get; private set; } = [];

    public DateTimeOffset? ErasedAt { get; private set; }
}

/// <summary>What came back of a prediction: a reviewer's verdict, somebody's feedback. Joined to the record by the hash of the prediction's id.</summary>
public sealed class RecordReaction
{
    internal const string Table = "RecordReactions";

    private RecordReaction() { }

    public RecordId Id { get; private set; }

    public SystemId System { get; private set; }

    public long Key { get; private set; }

    public TelemetryKind Kind { get; private set; }

    public DateTimeOffset Time { get; private set; }

    /// <summary>Upheld or overridden, or the rating.</summary>
    public string Value { get; private set; } = "";

    /// <summary>How long the reviewer took.</summary>
    public double? Seconds { get; private set; }
}
