using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Audit.Tree;

/// <summary>Works out every tile anew from the entries' digests and holds the stored ones against it.</summary>
internal sealed class TileCheck(PortalDb db)
{
    private const int BatchSize = 64;

    private readonly List<List<byte[]>> _levels = [];
    private readonly List<long> _complete = [];
    private readonly List<LedgerTile> _waiting = [];
    private readonly List<(int Level, long Index)> _broken = [];

    public async Task Next(byte[] leaf, CancellationToken ct)
    {
        Add(level: 0, leaf);
        if (_waiting.Count >= BatchSize)
            await Compare(ct);
    }

    public async Task End(List<string> breaks, CancellationToken ct)
    {
        await Compare(ct);
        breaks.AddRange(_broken.Select(tile => $"Tile {tile.Index} of level {tile.Level} does not hold the hashes of its entries: proofs that use it are wrong."));
    }

    private void Add(int level, byte[] hash)
    {
        if (level == _levels.Count)
        {
            _levels.Add([]);
            _complete.Add(0);
        }

        _levels[level].Add(hash);
        if (_levels[level].Count < LedgerTile.Width)
            return;

        var tile = LedgerTile.Of(level, _complete[level]++, _levels[level]);
        _levels[level].Clear();
        _waiting.Add(tile);
        Add(level + 1, tile.Root);
    }

    /// <summary>A tile that is not there yet is no break: the next checkpoint adds it.</summary>
    private async Task Compare(CancellationToken ct)
    {
        foreach (var level in _waiting.GroupBy(tile => tile.Level))
        {
            var (first, last) = (level.Min(tile => tile.Index), level.Max(tile => tile.Index));
            var stored = await db.LedgerTiles.AsNoTracking().Where(tile => tile.Level == level.Key && tile.Index >= first && tile.Index <= last).ToDictionaryAsync(tile => tile.Index, ct);
            _broken.AddRange(level.Where(tile => stored.TryGetValue(tile.Index, out var other) && !tile.IsSameAs(other)).Select(tile => (tile.Level, tile.Index)));
        }

        _waiting.Clear();
    }
}
