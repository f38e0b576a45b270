using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry;

/// <summary>A version: what it is made of, and what is known about it. Follows what others do to it.</summary>
public sealed partial class VersionPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private Seen? _seen;
    private bool _missing;

    [Inject] internal VersionQueries Versions { get; init; } = null!;

    [Inject] internal EvaluationQueries Evaluations { get; init; } = null!;

    [Inject] internal DocumentQueries Documents { get; init; } = null!;

    [Inject] internal GateQueries Gates { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal LiveFeed<SystemId> Feed { get; init; } = null!;

    [Inject] internal NavigationManager Navigator { get; init; } = null!;

    [Inject] internal TimeProvider Time { get; init; } = null!;

    [Parameter] public string Code { get; set; } = "";

    [Parameter] public string Label { get; set; } = "";

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // Watching begins before the first reading, so that nothing falls in between.
    protected override void OnInitialized() => _ = Follow(Feed.Watch(RenderInterval, Time, _stop.Token));

    protected override Task OnParametersSetAsync() => Read();

    private async Task Follow(IAsyncEnumerable<IReadOnlySet<SystemId>> changes)
    {
        try
        {
            await foreach (var changed in changes)
            {
                if (_seen is { } seen && changed.Contains(seen.View.SystemId))
                    await InvokeAsync(ReadAndShow);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ReadAndShow()
    {
        await Read();
        StateHasChanged();
    }

    private async Task Read()
    {
        var ct = _stop.Token;
        if (await Versions.One(Code, Label, ct) is not { } view)
        {
            (_missing, _seen) = (true, null);
            return;
        }

        var (id, actor) = (view.Line.Id, await Person.Get(ct));
        _seen = new Seen(
            view,
            await Gates.ToProduction(id, ct),
            await Evaluations.OfVersion(id, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), ct),
            await Documents.OfVersion(id, ct),
            await Documents.ReviewableOf(id, actor, ct),
            view.Line.State == VersionState.Sealed && actor.May(Permission.SubmitEvidence));
        _missing = false;
    }

    private sealed record Seen(
        VersionView View, GateVerdict Gate, Page<RunLine> Runs, IReadOnlyList<DocumentLine> Documents, IReadOnlySet<DocumentId> Reviewable, bool CanSubmit);
}
