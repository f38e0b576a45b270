using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.ModelRegistry;

/// <summary>What an address asks of the list of versions. Pages pass over what is no choice, downloads refuse it by name.</summary>
public sealed record ModelsAddress(VersionFilter Filter, VersionOrder Order, IReadOnlyList<Fault> Faults)
{
    /// <summary>The keys of the address that say which versions pass.</summary>
    public static readonly IReadOnlyList<string> Filtering = ["q", "kind", "stage", "state", "system", "bytes"];

    public static ModelsAddress Read(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var address = new ListAddress(valuesOf);
        var filter = new VersionFilter(address.Text("q"))
        {
            Kinds = address.Chosen<ArtefactKind>("kind"),
            Stages = address.Chosen<Stage>("stage"),
            States = address.Chosen<VersionState>("state"),
            Systems = address.All("system"),
            Doubts = address.Chosen<BytesDoubt>("bytes"),
        };
        var sort = address.Last("sort") ?? "";
        var order = sort.Length == 0 ? VersionOrder.Newest : new VersionOrder(
            address.Choice<VersionColumn>("sort", sort.TrimStart('-')) ?? VersionColumn.Declared, sort.StartsWith('-') ? SortDirection.Descending : SortDirection.Ascending);
        return new ModelsAddress(filter, order, address.Faults);
    }
}
