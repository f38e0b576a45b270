using Portal.Shared;

namespace Portal.Accounts;

/// <summary>What a list shows, under a name, for the person who saved it.</summary>
public sealed class SavedView
{
    public const int LongestName = 60;
    public const int LongestQuery = 1000;

    private SavedView() { }

    internal SavedView(PersonId person, SavedList list, string name, string query) => (Person, List, Name, Query) = (person, list, name, query);

    public PersonId Person { get; private set; }

    public SavedList List { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>As it stands in the page's address, behind the question mark.</summary>
    public string Query { get; internal set; } = "";
}

/// <summary>The lists whose views can be saved.</summary>
public enum SavedList { Audit = 1, Register, Findings, Exceptions, Models, Alerts, Readings }
