using Microsoft.AspNetCore.Components;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Layout;

namespace Portal.Web.Promotions;

/// <summary>Everything needed to decide on one screen. What others do appears by itself; what is being typed stays.</summary>
public sealed partial class ReviewRoomPage(PromotionQueries promotions, EvidenceReader reader, LiveFeed<PromotionId> feed, TimeProvider time) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private PromotionId? _promotion;
    private ReviewRoom? _room;
    private Evidence _evidence = Evidence.None;
    private Actor? _actor;
    private (string Id, AsOf Day)? _shown;
    private string _announcement = "";
    private bool _missing;
    private int _readings;

    [Inject] private PageDay Day { get; set; } = default!;

    /// <summary>PR-0001, or the id itself.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    public static string AddressOf(PromotionId id) => $"promotions/{id}";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = Follow(feed.Watch(Throttle, time, _stop.Token));

    protected override async Task OnParametersSetAsync()
    {
        var shown = (Id, Day.AsOf);
        if (_shown == shown)
            return;

        (_shown, _room, _announcement) = (shown, null, "");
        _promotion = Guid.TryParse(Id, out var id) ? PromotionId.From(id) : await promotions.ByCode(Id, _stop.Token);
        await Read();
    }

    private async Task Read()
    {
        var reading = ++_readings;
        var actor = await PageActor.Get(_stop.Token);
        var room = _promotion is { } id ? await promotions.Room(actor, id, Day.AsOf, _stop.Token) : null;
        var evidence = room is null ? Evidence.None : await reader.Of(room, _stop.Token);

        // A reading that began later has seen more: it must not be painted over by this one.
        if (reading != _readings)
            return;

        _announcement = Announcements.Between(_room, room, actor) is { Length: > 0 } news ? news : _announcement;
        (_actor, _room, _evidence, _missing) = (actor, room, evidence, room is null);
    }

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<PromotionId>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_promotion is { } shown && changed.Contains(shown))
                    await InvokeAsync(ReadAndDraw);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ReadAndDraw()
    {
        await Read();
        StateHasChanged();
    }
}
