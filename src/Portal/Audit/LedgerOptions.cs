namespace Portal.Audit;

/// <summary>The settings under <c>Portal:Ledger</c>.</summary>
public sealed record LedgerOptions
{
    /// <summary>The file outside of the database to which each checkpoint is added; empty means checkpoints.jsonl in the data directory. Better on another disk.</summary>
    public string CheckpointSink { get; init; } = "";

    internal IEnumerable<string> Faults()
    {
        if (CheckpointSink.Contains("://", StringComparison.Ordinal))
            yield return "Portal:Ledger:CheckpointSink is the path of a file.";
    }
}
