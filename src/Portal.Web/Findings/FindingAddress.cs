using Portal.Findings;
using Portal.Shared;

namespace Portal.Web.Findings;

/// <summary>What an address asks of the list of findings. Pages pass over what is no choice, the API and downloads refuse it by name.</summary>
public sealed record FindingAddress(FindingFilter Filter, FindingOrder Order, IReadOnlyList<Fault> Faults)
{
    /// <summary>Stands for the reader, so that a saved view means whoever looks at it.</summary>
    public const string Mine = "me";

    /// <summary>The keys of the address that say which findings pass.</summary>
    public static readonly IReadOnlyList<string> Filtering = ["q", "state", "severity", "source", "system", "owner", "due"];

    /// <summary>Within how many days it is due; -1 is overdue.</summary>
    private static readonly Dictionary<string, int> Windows = new() { ["overdue"] = -1, ["7"] = 7, ["30"] = 30 };

    /// <summary>Reads the values of each key; who is meant by an owner, the caller knows.</summary>
    public static FindingAddress Read(Func<string, IReadOnlyList<string>> valuesOf, Func<string, PersonId?> person, DateOnly today)
    {
        var address = new ListAddress(valuesOf);
        var filter = new FindingFilter(address.Text("q"))
        {
            States = address.Chosen<FindingState>("state"),
            Severities = address.Chosen<FindingSeverity>("severity"),
            Sources = address.Chosen<FindingSource>("source"),
            Systems = address.All("system"),
            Owners = [.. address.All("owner").Select(Owner).OfType<PersonId>()],
            DueBy = address.Last("due") is { } due ? By(due) : null,
        };
        var sort = address.Last("sort") ?? "";
        var order = sort.Length == 0 ? FindingOrder.ByUrgency : new FindingOrder(
            address.Choice<FindingColumn>("sort", sort.TrimStart('-')) ?? FindingColumn.Urgency, sort.StartsWith('-') ? SortDirection.Descending : SortDirection.Ascending);
        return new FindingAddress(filter, order, address.Faults);

        DateOnly? By(string text)
        {
            if (Windows.TryGetValue(text, out var days))
                return today.AddDays(days);

            address.Fault("due", $"It is one of {string.Join(", ", Windows.Keys)}.");
            return null;
        }

        PersonId? Owner(string text)
        {
            if (person(text) is { } known)
                return known;

            address.Fault("owner", "Nobody with an account is meant by this.");
            return null;
        }
    }

    /// <summary>In pages people are ids, or the reader.</summary>
    public static Func<string, PersonId?> People(PersonId? reader) => text => text == Mine ? reader : Guid.TryParse(text, out var id) ? new PersonId(id) : null;

    /// <summary>Whoever names no state means what is not closed.</summary>
    public FindingAddress NotClosedUnlessTold() => Filter.States.Count > 0 ? this : this with { Filter = Filter with { States = FindingFilter.NotClosed.States } };
}
