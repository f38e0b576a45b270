using Microsoft.AspNetCore.Components;
using Portal.Shared;
using Portal.Tracking;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.Tracking;

/// <summary>The runs that scripts tracked, and one metric of some of them over their steps. All that it shows stands in its address.</summary>
public sealed partial class ExperimentsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Shown? _shown;

    [SupplyParameterFromQuery] private int? Experiment { get; set; }

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery] private string? Metric { get; set; }

    /// <summary>The runs that are compared.</summary>
    [SupplyParameterFromQuery] private string[]? Run { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private RunListQueries Runs { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private IReadOnlyList<TrackedId> Chosen => [.. (Run ?? []).Select(TrackedId.TryParse).OfType<TrackedId>().Distinct().Take(RunListQueries.MostCompared)];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var metrics = await Runs.MetricsOf(Chosen, _stop.Token);
        var metric = metrics.Contains(Metric) ? Metric : metrics.Contains("loss") ? "loss" : metrics is [var first, ..] ? first : null;
        _shown = new Shown(
            await Runs.List(Experiment, System, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), _stop.Token), await Runs.Experiments(_stop.Token), await Runs.Systems(_stop.Token),
            metrics, metric, metric is null ? [] : await Runs.OverSteps(Chosen, metric, _stop.Token));
    }

    private void Narrow(string key, ChangeEventArgs change) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [key] = change.Value is string { Length: > 0 } value ? value : null,
        ["page"] = null,
    }));

    private sealed record Shown(
        Page<RunListLine> Page, IReadOnlyList<ExperimentLine> Experiments, IReadOnlyList<string> Systems, IReadOnlyList<string> Metrics, string? Metric, IReadOnlyList<MetricSeries> Series);
}
