using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>A checkpoint that was signed: what the ledger was at an instant. Rows are only ever added.</summary>
public sealed class LedgerCheckpoint
{
    private LedgerCheckpoint() { }

    internal LedgerCheckpoint(SignedCheckpoint signed, DateTimeOffset now) => (Size, Note, SignedAt) = (signed.Checkpoint.Size, signed.Note, now);

    public long Size { get; private set; }

    /// <summary>The signed note, as others check it.</summary>
    public string Note { get; private set; } = "";

    public DateTimeOffset SignedAt { get; private set; }
}
