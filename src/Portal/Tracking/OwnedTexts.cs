using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>The tags and parameters of many owners, read at once.</summary>
internal sealed class OwnedTexts(ILookup<(TrackedId, TextKind), TextPair> texts)
{
    private const int AtOnce = 500;

    public static async Task<OwnedTexts> Of(PortalDb db, IReadOnlyList<TrackedId> owners, CancellationToken ct)
    {
        List<(TrackedId Owner, TextKind Kind, TextPair Pair)> rows = [];
        foreach (var some in owners.Chunk(AtOnce))
        {
            var ids = some.ToList();
            rows.AddRange((await db.TrackedTexts.AsNoTracking().Where(row => ids.Contains(row.Owner)).Select(row => new { row.Owner, row.Kind, row.Key, row.Value }).ToListAsync(ct))
                .Select(row => (row.Owner, row.Kind, new TextPair(row.Key, row.Value))));
        }

        return new OwnedTexts(rows.OrderBy(row => row.Pair.Key, StringComparer.Ordinal).ToLookup(row => (row.Owner, row.Kind), row => row.Pair));
    }

    public IReadOnlyList<TextPair> Tags(TrackedId owner) => [.. texts[(owner, TextKind.Tag)]];

    public IReadOnlyList<TextPair> Params(TrackedId owner) => [.. texts[(owner, TextKind.Param)]];
}
