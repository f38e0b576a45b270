using Portal.Ledger.Checkpoints;
using Portal.Ledger.Trees;

namespace Portal.Ledger.Exports;

/// <summary>
/// Checks an export line by line and lists every break: each entry stands at its index and says so itself, each checkpoint is signed by the key
/// that was in force and has the root of the entries below it, the last one covers all, and what somebody kept earlier is continued.
/// </summary>
public sealed class ExportVerifier(Kept kept)
{
    private const int MostFaults = 1000;

    private readonly List<string> _faults = [];
    private readonly List<byte[]> _leaves = [];
    private readonly List<SignedCheckpoint> _checkpoints = [];
    private readonly List<KeyChange> _changes = [];
    private ExportLine.Head? _head;
    private byte[] _key = [];
    private long _lines;
    private long _next;
    private int _more;

    /// <summary>False while not even the first line was that of an export.</summary>
    public bool IsExport => _head is not null;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        _lines++;
        switch (ExportLine.TryParse(bytes))
        {
            case ExportLine.Head head when _lines == 1:
                Begin(head);
                break;
            case ExportLine.Entry entry when _checkpoints.Count == 0 && _lines > 1:
                Add(entry);
                break;
            case ExportLine.Checkpoint checkpoint when _lines > 1:
                _checkpoints.Add(checkpoint.Signed);
                break;
            case null:
                Fault($"Line {_lines} is not in the form of an export.");
                break;
            default:
                Fault($"Line {_lines} stands in the wrong place.");
                break;
        }
    }

    public ExportVerdict End()
    {
        using var chain = new KeyChain(_changes, _key);
        foreach (var broken in chain.Breaks()) Fault(broken);
        CheckSize();
        CheckCheckpoints(chain);
        CheckKept(chain);
        if (_more > 0) _faults.Add($"And {_more} more.");
        return new(_leaves.Count, _checkpoints.Count, _checkpoints.LastOrDefault()?.Checkpoint, _key, _changes, _faults);
    }

    private void Begin(ExportLine.Head head)
    {
        _head = head;
        if (LedgerKey.TryRead(head.Key) is { } key) _key = key;
        else Fault("The head's key is no P-256 public key.");
    }

    private void Add(ExportLine.Entry entry)
    {
        if (entry.Index != _next) Fault(entry.Index > _next ? Gap(entry.Index) : $"Entry {entry.Index} stands where entry {_next} should.");
        _next = entry.Index + 1;
        _leaves.Add(Leaf.Hash(entry.Bytes));
        if (Read(entry.Bytes) is not { } content || content["index"] is not CanonicalValue.Integer { Value: var index }) Fault($"Entry {entry.Index} is not in the form of an entry.");
        else if (index != entry.Index) Fault($"Entry {entry.Index} says of itself that it is entry {index}.");
        else if (KeyChange.TryRead(index, content) is { } change) _changes.Add(change);
    }

    private string Gap(long index) => index == _next + 1 ? $"Entry {_next} is missing." : $"Entries {_next} to {index - 1} are missing.";

    private static CanonicalValue.Object? Read(byte[] bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) as CanonicalValue.Object;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void CheckSize()
    {
        if (_head is not { } head) return;
        if (_leaves.Count != head.Size) Fault($"The head speaks of {head.Size} entries, but there are {_leaves.Count}.");
        if (_checkpoints.Count == 0) Fault("There is no checkpoint.");
        else if (_checkpoints[^1].Checkpoint.Size != _leaves.Count) Fault($"The last checkpoint is over {_checkpoints[^1].Checkpoint.Size} entries, but there are {_leaves.Count}.");
    }

    private void CheckCheckpoints(KeyChain chain)
    {
        var (tree, previous) = (new GrowingTree(), 0L);
        foreach (var signed in _checkpoints)
        {
            var checkpoint = signed.Checkpoint;
            var name = $"The checkpoint over {checkpoint.Size} entries";
            if (checkpoint.Origin != _head?.Origin) Fault($"{name} is of another ledger: {checkpoint.Origin}.");
            foreach (var key in chain.Missing(previous, signed)) Fault($"{name} is not signed by the key {KeyChange.Fingerprint(key)}.");
            if (checkpoint.Size <= previous)
            {
                Fault($"{name} follows one over {previous}.");
                continue;
            }

            while (tree.Size < checkpoint.Size && tree.Size < _leaves.Count) tree.Add(_leaves[(int)tree.Size]);
            if (tree.Size == checkpoint.Size && !tree.Root.AsSpan().SequenceEqual(checkpoint.Root)) Fault($"{name} is about other entries than these.");
            previous = checkpoint.Size;
        }
    }

    private void CheckKept(KeyChain chain)
    {
        if (kept.Key is { } key && !chain.VouchesForTheEnd(key)) Fault($"The key {KeyChange.Fingerprint(key)}, which was given, does not vouch for this ledger.");

        var tree = new GrowingTree();
        foreach (var signed in kept.Checkpoints.OrderBy(checkpoint => checkpoint.Checkpoint.Size))
        {
            var checkpoint = signed.Checkpoint;
            var name = $"The checkpoint over {checkpoint.Size} entries that was kept";
            if (checkpoint.Origin != _head?.Origin || !chain.AnySigned(signed))
            {
                Fault($"{name} is not one of this ledger.");
                continue;
            }

            while (tree.Size < checkpoint.Size && tree.Size < _leaves.Count) tree.Add(_leaves[(int)tree.Size]);
            if (tree.Size < checkpoint.Size) Fault($"{name} is over more than these {_leaves.Count}: this is an older or shortened ledger.");
            else if (!tree.Root.AsSpan().SequenceEqual(checkpoint.Root)) Fault($"{name} is about other entries than these.");
        }
    }

    private void Fault(string fault)
    {
        if (_faults.Count < MostFaults) _faults.Add(fault);
        else _more++;
    }
}
