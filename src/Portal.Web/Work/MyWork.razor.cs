using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Audit;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;

namespace Portal.Web.Work;

/// <summary>What waits for the person who looks. Read again when something of it changes, at most once a second.</summary>
public sealed partial class MyWork : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private Desk? _work;
    private IReadOnlyList<PortfolioCell>? _portfolio;

    [Inject] private DeskQueries Desks { get; set; } = default!;

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private LiveFeed<PromotionId> Promotions { get; set; } = default!;

    [Inject] private LiveFeed<SystemId> Systems { get; set; } = default!;

    [Inject] private LiveFeed<RecordedAct> Acts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string Today => (Day.AsOf.Day ?? Day.Today).ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!Day.IsNow)
        {
            _portfolio = await Register.Portfolio(Day.AsOf, _left.Token);
            return;
        }

        // Watching begins before reading: what changes in between rings too.
        var promotions = Promotions.Watch(Throttle, Time, _left.Token);
        var systems = Systems.Watch(Throttle, Time, _left.Token);
        var acts = Acts.Watch(Throttle, Time, _left.Token);
        await Read();
        _ = Follow(promotions, _ => true);
        _ = Follow(systems, _ => true);
        _ = Follow(acts, act => act.IsOf("document.", "policy.", "finding.", "exception.", "evaluation.", "baseline.", "alert.", "budget.", "request."));
    }

    private async Task Follow<TKey>(IAsyncEnumerable<IReadOnlySet<TKey>> changes, Func<TKey, bool> concerns)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (changed.Any(concerns))
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

    private async Task Read() => _work = await Desks.Of(await Actor.Get(_left.Token), _left.Token);
}
