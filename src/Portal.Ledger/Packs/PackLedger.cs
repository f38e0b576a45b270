using Portal.Ledger.Checkpoints;
using Portal.Ledger.Exports;

namespace Portal.Ledger.Packs;

/// <summary>Checks the ledger in a pack while it passes: the whole of it, or entries with their proofs.</summary>
internal sealed class PackLedger(PackManifest manifest, IReadOnlyList<SignedCheckpoint> kept, KeyChain keys, PackFaults faults)
{
    private readonly ExportVerifier _whole = new(new Kept(null, kept));
    private long _last = -1;

    public bool Checks(string path) => path == (manifest.IsEstate ? PackLayout.Ledger : PackLayout.Entries);

    public void Read(Stream content)
    {
        var lines = new LineReader(content);
        for (var number = 1L; lines.Next(out var line); number++)
        {
            if (manifest.IsEstate) _whole.Take(line);
            else Check(ProvenEntry.TryParse(line), number);
        }
    }

    public void End()
    {
        if (manifest.IsEstate) EndWhole();
    }

    private void EndWhole()
    {
        if (!_whole.IsExport)
        {
            faults.Add($"{PackLayout.Ledger} is no export of a ledger.");
            return;
        }

        var verdict = _whole.End();
        faults.AddAll(verdict.Faults.Select(fault => $"{PackLayout.Ledger}: {fault}"));
        foreach (var change in verdict.Changes) HoldAgainst(change);
        if (verdict.Last is null || !verdict.Last.Equals(manifest.Checkpoint)) faults.Add($"{PackLayout.Ledger} does not end with the checkpoint that the manifest names.");
    }

    private void Check(ProvenEntry? entry, long number)
    {
        if (entry is not { Under: null }) faults.Add($"{PackLayout.Entries}: line {number} is not an entry with its proof.");
        else if (!entry.SaysItsIndex()) faults.Add($"{PackLayout.Entries}: entry {entry.Index} does not say of itself that it is this one.");
        else if (!entry.StandsIn(manifest.Checkpoint)) faults.Add($"{PackLayout.Entries}: the proof of entry {entry.Index} does not hold.");
        else if (entry.Index <= _last) faults.Add($"{PackLayout.Entries}: entry {entry.Index} follows entry {_last}.");
        _last = entry?.Index ?? _last;
        if (entry is not null && KeyChange.TryRead(entry.Index, entry.Bytes) is { } change) HoldAgainst(change);
    }

    /// <summary>Whoever leaves out how a key took over takes the word of older keys from the pack.</summary>
    private void HoldAgainst(KeyChange change)
    {
        if (!keys.Changes.Any(one => one.Index == change.Index && one.To.AsSpan().SequenceEqual(change.To))) faults.Add($"{PackLayout.Keys} leaves out the key that entry {change.Index} brought.");
    }
}
