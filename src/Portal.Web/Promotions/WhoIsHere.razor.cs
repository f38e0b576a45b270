using Microsoft.AspNetCore.Components;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>Who has this room open: a decision by several people is made together.</summary>
public sealed partial class WhoIsHere(RoomPresence presence, LiveFeed<RoomChanged> feed, TimeProvider time) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<string> _here = [];
    private Guid? _visit;

    [Parameter, EditorRequired] public PromotionId Promotion { get; set; }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        if (_visit is { } visit)
            await presence.Leave(visit, Promotion, CancellationToken.None);
    }

    protected override async Task OnInitializedAsync()
    {
        var changes = feed.Watch(Throttle, time, _stop.Token);
        if (Actor.Person is { } person)
            _visit = await presence.Enter(Promotion, person, Actor.Name, _stop.Token);
        await Look();
        _ = Follow(changes);
        _ = Stay();
    }

    private async Task Look() => _here = await presence.Here(Promotion, _stop.Token);

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<RoomChanged>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (changed.Contains(new RoomChanged(Promotion)))
                    await InvokeAsync(LookAgain);
            }
        }
        catch (OperationCanceledException)
        {
            // The room was left.
        }
    }

    /// <summary>Says that the room is still open, and sees who came to another node.</summary>
    private async Task Stay()
    {
        using var timer = new PeriodicTimer(RoomPresence.Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (_visit is { } visit)
                    await presence.Stay(visit, _stop.Token);
                await InvokeAsync(LookAgain);
            }
        }
        catch (OperationCanceledException)
        {
            // The room was left.
        }
    }

    private async Task LookAgain()
    {
        await Look();
        StateHasChanged();
    }
}
