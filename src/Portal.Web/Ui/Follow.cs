using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Web.Ui;

/// <summary>Has the page around it read again when somebody changes what it shows, at most once a second. Draws nothing.</summary>
public sealed class Follow<TKey>(LiveFeed<TKey> feed, TimeProvider time) : ComponentBase, IDisposable where TKey : notnull
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Which of the changes the page shows; all of them when it is not said.</summary>
    [Parameter] public Func<TKey, bool>? Concerns { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChange { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _ = Watch(feed.Watch(Throttle, time, _stop.Token));

    private async Task Watch(IAsyncEnumerable<IReadOnlySet<TKey>> changes)
    {
        try
        {
            await foreach (var changed in changes)
                if (Concerns is not { } concerns || changed.Any(concerns))
                    await InvokeAsync(() => _stop.IsCancellationRequested ? Task.CompletedTask : OnChange.InvokeAsync());
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
