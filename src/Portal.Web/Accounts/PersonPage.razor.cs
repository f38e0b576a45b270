using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Accounts;

/// <summary>One person as those who administer see them; read again after each act.</summary>
public sealed partial class PersonPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PersonRow? _person;
    private IReadOnlyList<GrantLine> _grants = [];
    private bool _inSetUp;
    private Actor? _me;

    [Parameter] public Guid Id { get; set; }

    [Inject] private PeopleList People { get; set; } = default!;

    [Inject] private RoleQueries RoleQueries { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _me ??= await Actor.Get(_stop.Token);
        if (_person?.Id.Value != Id)
            await Read();
    }

    private async Task Read()
    {
        var person = await People.One(new PersonId(Id), _stop.Token);
        if (person is null)
        {
            Navigator.NotFound();
            return;
        }

        _grants = await RoleQueries.Of(person.Id, _stop.Token);
        _inSetUp = await RoleQueries.InSetUp(_stop.Token);
        _person = person;
    }
}
