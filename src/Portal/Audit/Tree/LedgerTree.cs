using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger.Trees;

namespace Portal.Audit.Tree;

/// <summary>Reads roots and proofs of the ledger's tree: from tiles where they are complete, at its right edge from the entries.</summary>
internal sealed class LedgerTree(PortalDb db)
{
    // A proof needs several hashes of the same tiles, and the root most of those again.
    private readonly Dictionary<(int Level, long Index), byte[]?> _tiles = [];
    private readonly Dictionary<Node, byte[]> _hashes = [];

    public async Task<byte[]> Root(long size, CancellationToken ct) => await Join(TreeShape.Range(0, size), ct);

    public async Task<IReadOnlyList<byte[]>> Proof(IReadOnlyList<IReadOnlyList<Node>> shape, CancellationToken ct)
    {
        var proof = new List<byte[]>(shape.Count);
        foreach (var step in shape)
            proof.Add(await Join(step, ct));
        return proof;
    }

    /// <summary>Adds the tiles that are complete once the ledger has so many entries. Inside of a write, since two must not add the same.</summary>
    public async Task Grow(long size, CancellationToken ct)
    {
        var below = size;
        for (var level = 0; below >= LedgerTile.Width; level++)
        {
            var complete = below / LedgerTile.Width;
            for (var index = await TilesOf(level, ct); index < complete; index++)
                db.LedgerTiles.Add(LedgerTile.Of(level, index, await Edge(level, index * LedgerTile.Width, LedgerTile.Width, ct)));

            await db.SaveChangesAsync(ct);
            below = complete;
        }
    }

    private Task<long> TilesOf(int level, CancellationToken ct) => db.LedgerTiles.LongCountAsync(tile => tile.Level == level, ct);

    private async Task<byte[]> Join(IReadOnlyList<Node> nodes, CancellationToken ct)
    {
        var hashes = new List<byte[]>(nodes.Count);
        foreach (var node in nodes)
            hashes.Add(await Hash(node, ct));
        return TreeHash.Join(hashes);
    }

    private async Task<byte[]> Hash(Node node, CancellationToken ct)
    {
        if (!_hashes.TryGetValue(node, out var hash))
            _hashes[node] = hash = await Work(node, ct);
        return hash;
    }

    private async Task<byte[]> Work(Node node, CancellationToken ct)
    {
        var (level, within) = (node.Level / LedgerTile.Height, node.Level % LedgerTile.Height);
        var (first, count) = (node.Index << within, 1 << within);
        var (index, offset) = (first / LedgerTile.Width, (int)(first % LedgerTile.Width));
        var tile = await Tile(level, index, ct);
        if (tile is not null && tile.Length != LedgerTile.Width * TreeHash.Size)
            throw NoTile(level, index);

        return tile is null
            ? LedgerTile.RootOf(await Edge(level, first, count, ct))
            : LedgerTile.RootOf([.. tile.Chunk(TreeHash.Size).Skip(offset).Take(count)]);
    }

    private async Task<byte[]?> Tile(int level, long index, CancellationToken ct)
    {
        if (!_tiles.TryGetValue((level, index), out var hashes))
            _tiles[(level, index)] = hashes = await db.LedgerTiles.AsNoTracking().Where(tile => tile.Level == level && tile.Index == index).Select(tile => tile.Hashes).SingleOrDefaultAsync(ct);
        return hashes;
    }

    /// <summary>Hashes of which no tile is complete, or none was added yet.</summary>
    private async Task<IReadOnlyList<byte[]>> Edge(int level, long first, int count, CancellationToken ct)
    {
        if (level > 0)
            return await Roots(level - 1, first, count, ct);

        var end = first + count;
        var hashes = await db.Entries.AsNoTracking().Where(entry => entry.Index >= first && entry.Index < end).OrderBy(entry => entry.Index).Select(entry => entry.Digest).ToListAsync(ct);
        return hashes.Count == count
            ? hashes.ConvertAll(digest => digest.ToHash())
            : throw new BrokenTreeException($"Of the {count} entries from {first} on, {hashes.Count} are there: verify the ledger.");
    }

    /// <summary>The roots of neighbouring tiles; of one that the next checkpoint is to add, worked out.</summary>
    private async Task<IReadOnlyList<byte[]>> Roots(int level, long first, int count, CancellationToken ct)
    {
        var end = first + count;
        var stored = await db.LedgerTiles.AsNoTracking().Where(tile => tile.Level == level && tile.Index >= first && tile.Index < end).Select(tile => new { tile.Index, tile.Root }).ToDictionaryAsync(tile => tile.Index, tile => tile.Root, ct);
        var roots = new List<byte[]>(count);
        for (var index = first; index < end; index++)
            roots.Add(stored.TryGetValue(index, out var root) ? root.Length == TreeHash.Size ? root : throw NoTile(level, index) : LedgerTile.RootOf(await Edge(level, index * LedgerTile.Width, LedgerTile.Width, ct)));
        return roots;
    }

    private static BrokenTreeException NoTile(int level, long index) => new($"Tile {index} of level {level} holds no hashes: verify the ledger.");
}

/// <summary>What the tree is made of is not all there.</summary>
internal sealed class BrokenTreeException(string message) : Exception(message);
