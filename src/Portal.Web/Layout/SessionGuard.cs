using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Accounts;
using Portal.Audit;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Layout;

/// <summary>
/// Stands outside of every page and takes the browser to the sign-in page when the session is over. A browser that does not go is cut off
/// by <see cref="OpenPages"/>, and without a session it cannot connect again. While it holds, the menu and the page's policies follow what
/// its person may do now.
/// </summary>
public sealed class SessionGuard(
    LiveFeed<SessionId> ended, LiveFeed<RecordedAct> acts, Sessions sessions, AuthenticationStateProvider authentication, NavigationManager navigator, TimeProvider time)
    : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null && (await Authentication).User.Session() is { } session)
        {
            _ = Watch(session, _stop.Token);
            _ = Follow(session, _stop.Token);
        }
    }

    /// <summary>Roles are given and taken by themselves, by a group, and with a second factor.</summary>
    private async Task Follow(SessionId session, CancellationToken ct)
    {
        try
        {
            await foreach (var recorded in acts.Watch(Throttle, time, ct))
                if (recorded.Any(act => act.IsOf("role.", "group.", "person.", "totp.", "passkey.")) && await sessions.Actor(session, ct) is { } actor)
                    await InvokeAsync(() => TakeUp(actor));
        }
        catch (OperationCanceledException)
        {
            // The page is gone, as it should be.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task TakeUp(Actor actor)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (!actor.Permissions.SetEquals(SessionClaims.PermissionsOf(user)) && authentication is IHostEnvironmentAuthenticationStateProvider host)
            host.SetAuthenticationState(Task.FromResult(new AuthenticationState(SessionClaims.Principal(actor, Schemes.Session))));
    }

    private async Task Watch(SessionId session, CancellationToken ct)
    {
        try
        {
            await foreach (var over in ended.Watch(TimeSpan.Zero, time, ct))
            {
                if (over.Contains(session))
                    await InvokeAsync(() => navigator.NavigateTo(Login.AddressFrom(navigator), forceLoad: true));
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone, as it should be.
        }
    }
}
