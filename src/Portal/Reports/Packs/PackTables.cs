using Portal.Audit;
using Portal.Reports.Tables;

namespace Portal.Reports.Packs;

/// <summary>Every list that keeps the past as CSV: the rows of the pack's systems, people as the pack speaks of them.</summary>
public sealed class PackTables(Lists lists)
{
    /// <summary>Their rows are about no system: a pack over some has them as records or entries, or not at all.</summary>
    private static readonly HashSet<string> OfNoSystem = ["policies", "access", "entries", "prices", "datasets"];

    internal IEnumerable<PackSheet> Of(PackView view) => lists.All(view.AsOf).Where(list => view.IsEstate || !OfNoSystem.Contains(list.Key)).Select(list => Covered(view, list)).Select(list => new PackSheet(
        $"tables/{list.Key}.csv", Capital(list.Title), (target, progress, ct) => TableFile.Of(list.Key, TableFormat.Csv, Seen(view, list, progress)).WriteTo(target, ct)));

    /// <summary>Entries go by their index: two of one instant may stand on either side of the checkpoint.</summary>
    private Listing Covered(PackView view, Listing list) => list.Key == "entries" ? lists.Entries(new EntryFilter { Below = view.Pack.Checkpoint }, view.AsOf) : list;

    private static Listing Seen(PackView view, Listing list, PackProgress progress)
    {
        var personal = list.Columns.Select(column => column.IsPersonal).ToArray();
        return list with { Portions = ct => Rows(view, list, personal, progress, ct) };
    }

    private static async IAsyncEnumerable<IReadOnlyList<ListRow>> Rows(PackView view, Listing list, bool[] personal, PackProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var written = 0L;
        await foreach (var portion in list.Portions(ct))
        {
            IReadOnlyList<ListRow> rows = [.. portion.Where(row => view.Covers(row.System)).Select(row => row with { Cells = [.. row.Cells.Select((cell, at) => personal[at] ? (TableCell)view.People.Printed(cell.Text) : cell)] })];
            written += rows.Count;
            yield return rows;
            await progress($"{written} rows", ct);
        }
    }

    private static string Capital(string title) => title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : title;
}
