using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.Policies;
using Portal.Web.Evaluation;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.Comparing;

/// <summary>What quality costs: the versions of a system by their leading figure and by what an answer takes, the two compared among them.</summary>
public sealed partial class TradeOffCard : ComponentBase
{
    private static readonly Metric[] Prices = [Metric.LatencyP95, Metric.CostPerRequest];

    private Metric? _quality;
    private IReadOnlyList<Plot> _plots = [];
    private IReadOnlyList<VersionFigures> _rows = [];

    [Parameter, EditorRequired] public required string System { get; set; }

    [Parameter, EditorRequired] public required FiguresBeside Figures { get; set; }

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _quality = VersionFigures.LeadingOf(Figures.All);
        _plots = _quality is { } quality ? [.. Prices.Select(price => PlotOf(quality, price)).OfType<Plot>()] : [];
        _rows = [.. Figures.All.Where(version => IsCompared(version) || Prices.Any(price => version.Of(price) is not null))];
    }

    private Plot? PlotOf(Metric quality, Metric price)
    {
        var points = Figures.All.Select(version => (Version: version, Point: PointOf(version, quality, price))).Where(one => one.Point is not null).ToLookup(one => LookOf(one.Version), one => one.Point);
        return points.Count == 0 ? null : new Plot(price,
        [
            .. new[] { (ScatterLook.Quiet, "other versions"), (ScatterLook.First, Figures.Before.Label), (ScatterLook.Second, Figures.After.Label) }
                .Where(group => points.Contains(group.Item1)).Select(group => new ScatterGroup(group.Item2, group.Item1, [.. points[group.Item1].OfType<ScatterPoint>()])),
        ]);
    }

    private static ScatterPoint? PointOf(VersionFigures version, Metric quality, Metric price) =>
        version.Of(quality) is { Estimate: var good } && version.Of(price) is { Estimate: var paid }
            ? new(version.Label, paid.Value, good.Value, GateWords.Figure(price, paid.Value), GateWords.Figure(quality, good.Value))
            : null;

    private ScatterLook LookOf(VersionFigures version) =>
        version.Version == Figures.After.Version ? ScatterLook.Second : version.Version == Figures.Before.Version ? ScatterLook.First : ScatterLook.Quiet;

    private bool IsCompared(VersionFigures version) => LookOf(version) != ScatterLook.Quiet;

    private static IEnumerable<Metric> Columns(Metric quality) => [quality, .. Prices];

    // Millionths of a unit for one request are units for a million of them.
    private static string AxisOf(Metric metric) => metric switch
    {
        Metric.CostPerRequest => "Cost of a million requests",
        _ when metric.Unit() == MetricUnit.Milliseconds => $"{metric.Words()} (ms)",
        _ => metric.Words(),
    };

    private string Lacking => _quality is null
        ? "No version has a figure of quality yet."
        : $"No version of {System} with a figure of quality has one of time or cost.";

    /// <summary>Whether the heights of the points say something of the data, too.</summary>
    private string? Unlike(Metric quality)
    {
        var data = _rows.Select(version => version.Of(quality)?.Run.DatasetDigest).OfType<Shared.Digest>().Distinct().Count();
        return data > 1 ? $"{quality.Words()} was measured on {data} different sets of labels: a difference may be one of the data." : null;
    }

    private string Command => $$"""
        curl "{{VersionLinks.Api(Navigator.BaseUri, System, Figures.After.Label)}}/evaluations?kind=Load&dataset=load-test" \
          -H "Authorization: Bearer $PORTAL_TOKEN" -H "Content-Type: application/x-ndjson" \
          --data-binary @load.ndjson
        """;

    private sealed record Plot(Metric Against, IReadOnlyList<ScatterGroup> Groups);
}
