namespace Portal.Reports.Tables;

/// <summary>A column of a table: its key for machines, its title for people, and what stands in it.</summary>
internal sealed record TableColumn<TRow>(string Key, string Title, Func<TRow, TableCell> Cell)
{
    /// <summary>Names people or says where they can be reached.</summary>
    public bool IsPersonal { get; init; }
}
