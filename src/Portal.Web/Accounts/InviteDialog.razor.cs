using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

/// <summary>Invites somebody with the roles of their work, then shows the link that lets them in, once.</summary>
public sealed partial class InviteDialog(NavigationManager navigator)
{
    private readonly HashSet<Role> _roles = [];
    private IReadOnlyList<Choice<string>> _departments = [];
    private IReadOnlyList<Fault> _faults = [];
    private string _name = "";
    private string _email = "";
    private string? _department;
    private DateOnly? _lastDay;
    private string? _invited;
    private string? _link;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnInvited { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private InvitePerson InvitePerson { get; set; } = default!;

    [Inject] private Departments Departments { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    protected override async Task OnInitializedAsync() =>
        _departments = [.. (await Departments.All(default)).Where(department => department.RetiredAt is null).Select(department => new Choice<string>(department.Name, department.Name))];

    private string? Error(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private void Toggle(Role role)
    {
        if (!_roles.Remove(role))
            _roles.Add(role);
    }

    private Task Close()
    {
        _faults = [];
        return OnClose.InvokeAsync();
    }

    private async Task<string?> Invite(string reason)
    {
        var result = await InvitePerson.Run(await Actor.Get(), new(_email, _name, _department ?? "", [.. _roles.Order()], reason, _lastDay), default);
        if (!result.Succeeded(out var invitation, out var refusal))
        {
            _faults = (refusal as Invalid)?.Faults ?? [];
            return _faults.Count > 0 ? "Please look at the fields above." : refusal.Message;
        }

        (_invited, _link) = (_name.Trim(), OneTimeLinks.AddressOf(navigator.BaseUri, invitation.Secret));
        (_name, _email, _department, _lastDay, _faults) = ("", "", null, null, []);
        _roles.Clear();
        await OnInvited.InvokeAsync();
        return null;
    }
}
