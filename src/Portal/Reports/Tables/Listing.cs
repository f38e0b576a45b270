using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Tables;

/// <summary>A list of the portal as it was asked for: which rows, of which day. What a page shows leaves as a file, is sampled and lies in packs by way of it.</summary>
/// <param name="Key">Its name in addresses, files and the ledger.</param>
/// <param name="Title">What people call it, in the middle of a sentence.</param>
/// <param name="Needs">Who may read it.</param>
/// <param name="AsOf">The day of which its rows tell.</param>
/// <param name="Asked">The filter in the words of the address; empty when all rows pass.</param>
/// <param name="Columns">What its rows say, in order.</param>
/// <param name="Portions">The rows in portions, each read by itself, so that nobody who writes waits for somebody who downloads.</param>
public sealed record Listing(
    string Key, string Title, Permission Needs, AsOf AsOf, string Asked, IReadOnlyList<ListColumn> Columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<ListRow>>> Portions)
{
    /// <summary>Where a permission does not say all: refuses who may not read these rows, and writes down that they are read, before the first of them is.</summary>
    public Func<PortalDb, CancellationToken, Task<Refusal?>> Admit { get; init; } = (_, _) => Task.FromResult<Refusal?>(null);
}

/// <summary>A column of a list.</summary>
/// <param name="Key">For machines.</param>
/// <param name="Title">For people.</param>
/// <param name="IsPersonal">Names people or says where they can be reached.</param>
public sealed record ListColumn(string Key, string Title, bool IsPersonal = false);

/// <summary>A row of a list.</summary>
/// <param name="Subject">The code by which people open what it is about.</param>
/// <param name="System">The code of its system, where it has one.</param>
/// <param name="Cells">In the order of the columns.</param>
public sealed record ListRow(string Subject, string? System, IReadOnlyList<TableCell> Cells);
