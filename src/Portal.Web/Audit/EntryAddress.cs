using Portal.Audit;
using Portal.Shared;
using Portal.Web.Findings;

namespace Portal.Web.Audit;

/// <summary>What an address asks of the ledger's entries. Pages pass over what is no choice, downloads refuse it by name.</summary>
public sealed record EntryAddress(EntryFilter Filter, ActionGroup? Group, IReadOnlyList<Fault> Faults)
{
    public static readonly IReadOnlyList<string> Filtering = ["subject", "action", "outcome", "person"];

    public static EntryAddress Read(Func<string, IReadOnlyList<string>> valuesOf)
    {
        var address = new ListAddress(valuesOf);
        var action = address.Last("action");
        var group = ActionWords.Groups.FirstOrDefault(group => group.Prefix.TrimEnd('.') == action);
        if (action is not null && group is null)
            address.Fault("action", "No part of what happens is called so.");
        PersonId? person = Guid.TryParse(address.Last("person"), out var id) ? new PersonId(id) : null;
        if (address.Last("person") is not null && person is null)
            address.Fault("person", "It is a person's id.");
        var outcome = address.Last("outcome") is { } text ? address.Choice<EntryOutcome>("outcome", text) : null;
        return new EntryAddress(new EntryFilter(SubjectLink.Typed(address.Text("subject")), group?.Prefix, person, outcome), group, address.Faults);
    }
}
