using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Accounts;

/// <summary>What an address asks of the list of people. Pages pass over what is no choice, downloads refuse it by name.</summary>
public sealed record PeopleAddress(PersonFilter Filter, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["q", "state", "role", "department"];

    public static PeopleAddress Read(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var address = new ListAddress(valuesOf);
        return new PeopleAddress(new PersonFilter(address.Text("q"), One<PersonState>("state"), One<Role>("role"), address.Text("department")), address.Faults);

        T? One<T>(string key) where T : struct, Enum => address.Last(key) is { } text ? address.Choice<T>(key, text) : null;
    }
}
