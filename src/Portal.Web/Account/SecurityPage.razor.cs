using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

public sealed partial class SecurityPage(SecurityQueries queries, Sessions sessions, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Actor? _actor;
    private SecurityView? _view;
    private IReadOnlyList<SessionLine> _sessions = [];
    private bool _lacking;
    private bool _freed;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _actor = await PageActor.Get(_stop.Token);
        var person = _actor.Person.GetValueOrDefault();
        _view = await queries.Of(person, _stop.Token);
        _sessions = await sessions.Of(person, _stop.Token);
        var lacked = _lacking;
        _lacking = await queries.LacksFactor(person, _stop.Token);
        _freed |= lacked && !_lacking;
    }

    private async Task PasskeysChangedAsync()
    {
        await ReadAsync();
        TakeUpRights();
    }

    /// <summary>What was held back for want of a second factor is there with the next request.</summary>
    private void TakeUpRights()
    {
        if (_freed)
            navigator.Refresh(forceReload: true);
    }
}
