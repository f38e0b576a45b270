using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

public sealed partial class GroupsPage
{
    private IReadOnlyList<GroupLine>? _groups;
    private IReadOnlyList<PersonLine> _people = [];
    private GroupLine? _edited;
    private GroupLine? _adding;
    private GroupLine? _retiring;
    private (GroupLine Group, PersonLine Person)? _removing;
    private PersonId? _person;
    private bool _editing;
    private string? _refused;

    private IReadOnlyList<Choice<PersonId?>> Candidates =>
        [.. _people.Where(person => _adding?.Members.Any(member => member.Id == person.Id) == false && Me?.Is(person.Id) == false).Select(person => new Choice<PersonId?>(person.Id, person.Name, person.Department))];

    protected override async Task Read()
    {
        _groups = await Groups.All(Stop);
        _people = await People.Present(Stop);
    }

    private void Edit(GroupLine? group) => (_edited, _editing) = (group, true);

    private Task<string?> Save(string name, IReadOnlyCollection<Role> roles) => _edited is { } group
        ? Do(actor => Change.Hold(actor, group.Id, roles, Stop), $"The roles of {group.Name} are set.")
        : Do(actor => Change.Make(actor, name, roles, Stop), $"{name.Trim()} is made.");

    private async Task Add()
    {
        _refused = _person is null ? "Choose somebody." : null;
        if (_adding is not { } group || _person is not { } person)
            return;

        _refused = await Do(actor => Change.Add(actor, group.Id, person, Stop), $"Added to {group.Name}.");
        _adding = _refused is null ? null : _adding;
    }

    private async Task Remove()
    {
        if (_removing is not { } removing)
            return;

        _refused = await Do(actor => Change.Remove(actor, removing.Group.Id, removing.Person.Id, Stop), $"{removing.Person.Name} no longer belongs to {removing.Group.Name}.");
        _removing = _refused is null ? null : _removing;
    }

    private async Task Retire()
    {
        if (_retiring is not { } group)
            return;

        _refused = await Do(actor => Change.Retire(actor, group.Id, Stop), $"{group.Name} is retired.");
        _retiring = _refused is null ? null : _retiring;
    }
}
