using Portal.Monitoring.Views;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Charts;

/// <summary>A place on the page: a chart where there are data, else what would bring them.</summary>
public abstract record ChartSlot(string Title);

public sealed record LackingChart(string Title, string Feeds) : ChartSlot(Title);

/// <param name="Title">What it shows.</param>
/// <param name="Unit">Stands behind each figure; empty for a ratio.</param>
/// <param name="Decimals">Of its figures.</param>
/// <param name="Snapshot">Its lines.</param>
public sealed record DrawnChart(string Title, string Unit, int Decimals, ChartSnapshot Snapshot) : ChartSlot(Title)
{
    /// <summary>The scale's foot; most figures cannot be less than nothing.</summary>
    public double? Minimum { get; init; } = 0;

    public double? Maximum { get; init; }

    public IReadOnlyList<ChartThreshold> Thresholds { get; init; } = [];

    /// <summary>The newest figure, with its interval where it has one.</summary>
    public string Headline { get; init; } = "";

    /// <summary>What a reader must know to take it right.</summary>
    public string? Note { get; init; }

    /// <summary>A chart keeps its lines as they come; what is fixed when it is made is its key.</summary>
    public string Key => string.Join('|', [Title, Unit, $"{Minimum}", $"{Maximum}", .. Thresholds.Select(threshold => $"{threshold.Label} {threshold.Value}")]);
}

/// <summary>What is drawn: a view, what it is compared with, and what happened meanwhile.</summary>
/// <param name="View">Of the version and the stretch that were asked for.</param>
/// <param name="Beside">Another version, or the stretch before; null where nothing is compared.</param>
/// <param name="Name">What that is called.</param>
/// <param name="Marks">What happened, numbered in the order of time.</param>
internal sealed record Drawing(SystemView View, SystemView? Beside, string Name, IReadOnlyList<ChartMark> Marks)
{
    /// <summary>Of its amounts.</summary>
    public string Currency { get; init; } = "";

    /// <summary>How much later the points of the compared stretch are drawn, so that both lie on one axis.</summary>
    public TimeSpan Shift => Beside is null ? TimeSpan.Zero : View.Stretch.From - Beside.Stretch.From;

    /// <summary>The axis moves on by the step, not with each row.</summary>
    public ChartSnapshot Of(IReadOnlyList<ChartSeries> lines) => new(lines, Marks) { From = View.Stretch.From, To = View.Stretch.LastStep + View.Stretch.Step };
}
