using Portal.Findings;
using Portal.Shared;

namespace Portal.Web.Findings;

/// <summary>What an address asks of the list of exceptions. Pages pass over what is no choice, the API and downloads refuse it by name.</summary>
public sealed record ExceptionAddress(ExceptionFilter Filter, ExceptionOrder Order, IReadOnlyList<Fault> Faults)
{
    /// <summary>The keys of the address that say which exceptions pass.</summary>
    public static readonly IReadOnlyList<string> Filtering = ["q", "state", "rule", "system", "expires"];

    private static readonly Dictionary<string, int> Windows = new() { ["7"] = 7, ["30"] = 30 };

    public static ExceptionAddress Read(Func<string, IReadOnlyList<string>> valuesOf, DateTimeOffset now)
    {
        var address = new ListAddress(valuesOf);
        var filter = new ExceptionFilter(address.Text("q"))
        {
            States = address.Chosen<ExceptionState>("state"),
            Rules = address.Chosen<ExceptionRule>("rule"),
            Systems = address.All("system"),
            RunsOutBy = address.Last("expires") is { } days ? By(days) : null,
        };
        var sort = address.Last("sort") ?? "";
        var order = sort.Length == 0 ? ExceptionOrder.ByUrgency : new ExceptionOrder(
            address.Choice<ExceptionColumn>("sort", sort.TrimStart('-')) ?? ExceptionColumn.Urgency, sort.StartsWith('-') ? SortDirection.Descending : SortDirection.Ascending);
        return new ExceptionAddress(filter, order, address.Faults);

        DateTimeOffset? By(string text)
        {
            if (Windows.TryGetValue(text, out var within))
                return now.AddDays(within);

            address.Fault("expires", $"It is one of {string.Join(", ", Windows.Keys)}.");
            return null;
        }
    }
}
