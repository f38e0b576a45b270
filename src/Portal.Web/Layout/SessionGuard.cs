using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Layout;

/// <summary>
/// Stands outside of every page and takes the browser to the sign-in page when the session is over. A browser that does not go is cut off
/// by <see cref="OpenPages"/>, and without a session it cannot connect again.
/// </summary>
public sealed class SessionGuard(LiveFeed<SessionId> ended, NavigationManager navigator, TimeProvider time) : ComponentBase, IDisposable
{
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
            _ = Watch(session, _stop.Token);
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
