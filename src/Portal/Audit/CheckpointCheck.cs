using Microsoft.EntityFrameworkCore;
using Portal.Audit.Tree;
using Portal.Data;
using Portal.Ledger.Checkpoints;
using Portal.Ledger.Trees;

namespace Portal.Audit;

/// <summary>
/// Holds the checkpoints and the tiles against the entries as verification walks over these: at the size of each checkpoint, the root
/// must be the one that was signed.
/// </summary>
internal sealed class CheckpointCheck(PortalDb db, LedgerKeyChain keys, SignedCheckpoint? outside)
{
    private const int BatchSize = 1000;

    private readonly GrowingTree _tree = new();
    private readonly TileCheck _tiles = new(db);
    private readonly Queue<LedgerCheckpoint> _ahead = new();
    private readonly List<string> _breaks = [];
    private long _read;
    private long _previous;
    private bool _whole = true;
    private bool _drained;

    public IReadOnlyList<string> Breaks => _breaks;

    /// <summary>How many checkpoints were found to hold.</summary>
    public int Held { get; private set; }

    /// <summary>The next entry, by what its bytes hash to; without them, later roots cannot be computed.</summary>
    public async Task Next(long index, byte[]? leaf, CancellationToken ct)
    {
        _whole &= leaf is not null && index == _tree.Size;
        if (!_whole || leaf is null)
            return;

        _tree.Add(leaf);
        await _tiles.Next(leaf, ct);
        if (outside is { Checkpoint: var kept } && kept.Size == _tree.Size && !kept.Root.AsSpan().SequenceEqual(_tree.Root))
            _breaks.Add($"The first {kept.Size} entries are not those of the checkpoint that is kept outside of the database.");
        while (await Ahead(ct) is { } row && row.Size <= _tree.Size)
            Check(_ahead.Dequeue());
    }

    /// <summary>What is left when the entries are at their end.</summary>
    public async Task End(CancellationToken ct)
    {
        if (!_whole && (outside?.Checkpoint.Size > _tree.Size || await Ahead(ct) is not null))
            _breaks.Add($"Checkpoints over more than {_tree.Size} entries cannot be checked: the ledger is not whole.");
        if (_whole && outside is { Checkpoint: var kept } && kept.Size > _tree.Size)
            _breaks.Add($"A checkpoint over {kept.Size} entries is kept outside of the database, which has {_tree.Size}.");

        await _tiles.End(_breaks, ct);
        if (_previous > 0 && keys.Fault is { } fault)
            _breaks.Add(fault);

        // One statement: a checkpoint that was signed meanwhile is over entries that the head counts by then.
        if (await db.LedgerCheckpoints.Where(row => db.LedgerHeads.Any(head => row.Size > head.Size)).MaxAsync(row => (long?)row.Size, ct) is { } size)
            _breaks.Add($"A checkpoint was signed over {size} entries, which the ledger does not have.");
    }

    private void Check(LedgerCheckpoint row)
    {
        var signed = SignedCheckpoint.TryParse(row.Note);
        if (signed is null || signed.Checkpoint.Size != row.Size)
            _breaks.Add($"The checkpoint over {row.Size} entries is no checkpoint.");
        else if (!signed.Checkpoint.Root.AsSpan().SequenceEqual(_tree.Root))
            _breaks.Add($"The first {row.Size} entries are not those that the checkpoint over them was signed for.");
        else if (!keys.Signed(_previous, signed))
            _breaks.Add($"The checkpoint over {row.Size} entries is not signed by the portal's key.");
        else
            Held++;
        _previous = row.Size;
    }

    private async Task<LedgerCheckpoint?> Ahead(CancellationToken ct)
    {
        if (_ahead.Count == 0 && !_drained)
        {
            foreach (var row in await db.LedgerCheckpoints.AsNoTracking().Where(row => row.Size > _read).OrderBy(row => row.Size).Take(BatchSize).ToListAsync(ct))
                _ahead.Enqueue(row);
            _drained = _ahead.Count == 0;
            if (!_drained)
                _read = _ahead.Max(row => row.Size);
        }

        return _ahead.TryPeek(out var next) ? next : null;
    }
}
