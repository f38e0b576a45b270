using System.Runtime.CompilerServices;
using Portal.Shared;

namespace Portal.Reports.Tables;

/// <summary>Reads a list a portion at a time.</summary>
internal static class Portions
{
    private const int Size = 200;

    /// <summary>Each portion goes on after the last row of the one before: what is written meanwhile moves nothing.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<TRow>> After<TRow>(Func<TRow?, int, CancellationToken, Task<IReadOnlyList<TRow>>> read, [EnumeratorCancellation] CancellationToken ct)
        where TRow : class
    {
        TRow? last = null;
        IReadOnlyList<TRow> rows;
        do
        {
            rows = await read(last, Size, ct);
            if (rows.Count > 0)
                yield return rows;
            last = rows.Count > 0 ? rows[^1] : last;
        }
        while (rows.Count == Size);
    }

    /// <summary>The same where a portion may be empty and says itself after what the next one goes on.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<TRow>> Following<TRow>(
        Func<string?, int, CancellationToken, Task<(IReadOnlyList<TRow> Rows, string? Last)>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        string? last = null;
        do
        {
            (var rows, last) = await read(last, Size, ct);
            if (rows.Count > 0)
                yield return rows;
        }
        while (last is not null);
    }

    /// <summary>For lists that only grow at one end, or hold as many rows as people write by hand.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<TRow>> Paged<TRow>(Func<PageRequest, CancellationToken, Task<Page<TRow>>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var (number, seen, total) = (1, 0, 1); seen < total; number++)
        {
            var page = await read(new PageRequest(number, Size), ct);
            if (page.Items.Count == 0)
                yield break;

            yield return page.Items;
            (seen, total) = (seen + page.Items.Count, page.Total);
        }
    }

    /// <summary>For as few rows as an organisation has of them.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<TRow>> Whole<TRow>(Func<CancellationToken, Task<IReadOnlyList<TRow>>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return await read(ct);
    }
}
