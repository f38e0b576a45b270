using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Accounts;

/// <summary>One person as those who administer see them; read again after each act.</summary>
public sealed partial class PersonPage
{
    private PersonRow? _person;
    private IReadOnlyList<GrantLine> _grants = [];
    private IReadOnlyList<SeatTermLine> _seats = [];
    private IReadOnlyList<GroupLine> _groups = [];
    private IReadOnlyList<OwnedLine> _systems = [];
    private IReadOnlyList<SessionLine> _sessions = [];
    private IReadOnlyList<HeldToken> _tokens = [];
    private bool _inSetUp;
    private Act? _asked;
    private DateOnly? _lastDay;
    private string? _link;

    private enum Act { Move = 1, Limit, Disable, Enable, Leave, Erase }

    [Parameter] public Guid Id { get; set; }

    [Inject] private PeopleList People { get; set; } = default!;

    [Inject] private RoleQueries RoleQueries { get; set; } = default!;

    [Inject] private SeatQueries SeatQueries { get; set; } = default!;

    [Inject] private GroupQueries GroupQueries { get; set; } = default!;

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private Sessions Sessions { get; set; } = default!;

    [Inject] private DisablePerson DisablePerson { get; set; } = default!;

    [Inject] private EnablePerson EnablePerson { get; set; } = default!;

    [Inject] private LimitAccount LimitAccount { get; set; } = default!;

    [Inject] private MovePerson MovePerson { get; set; } = default!;

    [Inject] private InviteAgain InviteAgain { get; set; } = default!;

    [Inject] private LeavePerson LeavePerson { get; set; } = default!;

    [Inject] private ErasePerson ErasePerson { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private PersonId Person => new(Id);

    protected override async Task OnParametersSetAsync()
    {
        if (_person is not null && _person.Id != Person)
            await Read();
    }

    protected override async Task Read()
    {
        if (await People.One(Person, Stop) is not { } person)
        {
            Navigator.NotFound();
            return;
        }

        _grants = await RoleQueries.Of(Person, Stop);
        _inSetUp = await RoleQueries.InSetUp(Stop);
        _seats = await SeatQueries.Of(Person, Stop);
        _groups = await GroupQueries.Of(Person, Stop);
        _systems = await Register.OwnedBy(Person, Stop);
        _sessions = await Sessions.Of(Person, Stop);
        _tokens = await People.Tokens(Person, Stop);
        _person = person;
    }

    private void Close() => _asked = null;

    private Task<string?> DisableNow(string reason) => Do(actor => DisablePerson.Run(actor, new(Person, reason), Stop), "Disabled; open sessions have ended.");

    private Task<string?> EnableNow(string reason) => Do(actor => EnablePerson.Run(actor, new(Person, reason), Stop), "Enabled.");

    private Task<string?> LimitNow(string reason) => Do(actor => LimitAccount.Run(actor, new(Person, _lastDay, reason), Stop), _lastDay is { } day ? $"The account ends with {Portal.Shared.Calendar.Text(day)}." : "The account goes on.");

    private Task<string?> MoveNow(string department) => Do(actor => MovePerson.Run(actor, new(Person, department), Stop), $"Moved to {department}.");

    private Task<string?> LeaveNow(LeavePerson.Input input) => Do(actor => LeavePerson.Run(actor, input, Stop), "Recorded. What was named is handed over.");

    private Task<string?> EraseNow(string reason) => Do(actor => ErasePerson.Run(actor, Person, reason, Stop), "Erased.");

    private async Task InviteNow()
    {
        string? secret = null;
        var refused = await Do(async actor =>
        {
            var result = await InviteAgain.Run(actor, Person, Stop);
            secret = result.Refusal is null ? result.Value.Secret : null;
            return result;
        }, "The earlier link opens nothing any more.");
        if (refused is not null)
            Toasts.Show(Ui.StatusKind.Fail, refused);
        else if (secret is not null)
            _link = OneTimeLinks.AddressOf(Navigator.BaseUri, secret);
    }

    private async Task End(SessionLine session)
    {
        if (await Do(actor => Sessions.End(actor, session.Id, SessionEnd.EndedByAdministrator, Stop), "The session is ended.") is { } refused)
            Toasts.Show(Ui.StatusKind.Fail, refused);
    }
}
