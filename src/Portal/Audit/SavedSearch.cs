using Portal.Shared;

namespace Portal.Audit;

/// <summary>A search of the ledger under a name, for the person who saved it.</summary>
public sealed class SavedSearch
{
    public const int LongestName = 60;
    public const int LongestQuery = 1000;

    private SavedSearch() { }

    internal SavedSearch(PersonId person, string name, string query) => (Person, Name, Query) = (person, name, query);

    public PersonId Person { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>As it stands in the page's address, behind the question mark.</summary>
    public string Query { get; internal set; } = "";
}
