using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Exports;

/// <summary>What somebody has from elsewhere and an export is held against.</summary>
/// <param name="Key">A public key of the ledger (SubjectPublicKeyInfo).</param>
/// <param name="Checkpoints">Checkpoints that were kept earlier: the ledger has to continue every one of them.</param>
public sealed record Kept(byte[]? Key, IReadOnlyList<SignedCheckpoint> Checkpoints)
{
    public static Kept Nothing { get; } = new(null, []);
}

/// <summary>What was found in an export; verified is what has no fault.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Checkpoints">How many checkpoints there are.</param>
/// <param name="Last">The last checkpoint: over the whole, when nothing is at fault.</param>
/// <param name="Key">The key that signed last.</param>
/// <param name="Changes">The keys that took over, in order.</param>
/// <param name="Faults">Every break, in the order of the lines; a very long list ends with how many more there are.</param>
public sealed record ExportVerdict(
    long Entries, long Checkpoints, Checkpoint? Last, byte[] Key, IReadOnlyList<KeyChange> Changes, IReadOnlyList<string> Faults)
{
    public bool IsVerified => Faults.Count == 0;
}
