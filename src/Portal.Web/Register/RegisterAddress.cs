using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Register;

/// <summary>
/// What an address asks of the register: which systems, in which order and in which groups. Pages pass over what is no choice, the API and
/// downloads refuse it by name.
/// </summary>
public sealed record RegisterAddress(SystemFilter Filter, SystemOrder Order, IReadOnlyList<Fault> Faults)
{
    public const int LongestText = 200;

    /// <summary>The keys of the address that say which systems pass.</summary>
    public static readonly IReadOnlyList<string> Filtering = ["q", "tier", "legalClass", "stage", "due", "state", "kind", "lane", "department", "owner"];

    private const int MostValues = 50;

    /// <summary>Within how many days the next review is due.</summary>
    private static readonly Dictionary<string, int> ReviewWindows = new() { ["overdue"] = 0, ["30"] = 30, ["90"] = 90 };

    /// <summary>Reads the values of each key; who is meant by an owner, the caller knows.</summary>
    public static RegisterAddress Read(Func<string, IReadOnlyList<string>> valuesOf, Func<string, PersonId?> person, DateTimeOffset now)
    {
        List<Fault> faults = [];
        var sort = Last("sort") ?? "";
        var filter = new SystemFilter(Text(Last("q"), faults))
        {
            Tiers = Chosen<RiskTier>("tier"),
            Stages = Chosen<SystemStage>("stage"),
            Kinds = Chosen<SystemKind>("kind"),
            Lanes = Chosen<Lane>("lane"),
            LegalClasses = Chosen<LegalClass>("legalClass"),
            ReviewBy = Last("due") is { Length: > 0 } due ? By(due) : null,
            States = Chosen<EntryState>("state"),
            Departments = [.. valuesOf("department").Where(name => name.Length is > 0 and <= LongestText).Take(MostValues)],
            Owners = [.. valuesOf("owner").Take(MostValues).Select(Owner).OfType<PersonId>()],
        };
        var order = new SystemOrder(
            sort.Length == 0 ? SystemColumn.Code : Choice<SystemColumn>("sort", sort.TrimStart('-')) ?? SystemColumn.Code,
            sort.StartsWith('-') ? SortDirection.Descending : SortDirection.Ascending,
            Last("group") is { Length: > 0 } group ? Choice<SystemGrouping>("group", group) : null);
        return new RegisterAddress(filter, order, faults);

        string? Last(string key) => valuesOf(key) is [.., var value] ? value : null;

        IReadOnlyList<T> Chosen<T>(string key) where T : struct, Enum =>
            [.. valuesOf(key).Where(text => text.Length > 0).Take(MostValues).Select(text => Choice<T>(key, text)).OfType<T>().Distinct()];

        T? Choice<T>(string key, string text) where T : struct, Enum
        {
            if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
                return Enum.Parse<T>(name);

            faults.Add(new Fault(key, $"It is one of {string.Join(", ", Enum.GetNames<T>())}."));
            return null;
        }

        DateTimeOffset? By(string text)
        {
            if (ReviewWindows.TryGetValue(text, out var days))
                return now.AddDays(days);

            faults.Add(new Fault("due", $"It is one of {string.Join(", ", ReviewWindows.Keys)}."));
            return null;
        }

        PersonId? Owner(string text)
        {
            if (person(text) is { } known)
                return known;

            faults.Add(new Fault("owner", "Nobody with an account is meant by this."));
            return null;
        }
    }

    public static PersonId? ById(string text) => Guid.TryParse(text, out var id) ? new PersonId(id) : null;

    private static string? Text(string? text, List<Fault> faults)
    {
        if (text?.Length <= LongestText)
            return text;
        if (text is not null)
            faults.Add(new Fault("q", $"A search has at most {LongestText} letters."));
        return null;
    }
}
