using System.Text;
using Microsoft.AspNetCore.Components;
using Portal.Web.Monitoring.Charts;
using Portal.Web.Ui;
using static Portal.Web.Reports.Documents.ChartScale;

namespace Portal.Web.Reports.Documents;

/// <summary>The same chart that a page draws, as lines on paper: no script, and each line told by its dash as well as its colour.</summary>
public sealed partial class LineChart
{
    private const int Looks = 6;

    private ChartScale _scale = default!;

    [Parameter, EditorRequired] public required DrawnChart Chart { get; set; }

    private string Said => string.Join(" ", new[] { Chart.Headline.Length > 0 ? $"{Chart.Headline}." : "", Chart.Note ?? "" }.Where(part => part.Length > 0));

    protected override void OnParametersSet() => _scale = new ChartScale(Chart);

    private string Line(ChartSeries series)
    {
        var path = new StringBuilder();
        var isDrawing = false;
        foreach (var point in series.Points)
        {
            if (point.Value is not { } value || !_scale.Has(point.Time))
            {
                isDrawing = false;
                continue;
            }

            path.Append(isDrawing ? 'L' : 'M').Append(Say(_scale.X(point.Time))).Append(' ').Append(Say(_scale.Y(value)));
            isDrawing = true;
        }

        return path.ToString();
    }

    /// <summary>Points between gaps, of which a line has no length.</summary>
    private IEnumerable<ChartPoint> Alone(ChartSeries series) => series.Points.Where((point, at) =>
        point.Value is not null && _scale.Has(point.Time) && (at == 0 || series.Points[at - 1].Value is null) && (at == series.Points.Count - 1 || series.Points[at + 1].Value is null));

    private string Band(ChartSeries series)
    {
        var path = new StringBuilder();
        List<ChartPoint> run = [];
        foreach (var point in series.Points.Append(default))
        {
            if (point is { Low: not null, High: not null } && _scale.Has(point.Time))
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 1)
            {
                path.Append('M').AppendJoin('L', run.Select(one => $"{Say(_scale.X(one.Time))} {Say(_scale.Y(one.High.GetValueOrDefault()))}"));
                path.Append('L').AppendJoin('L', run.AsEnumerable().Reverse().Select(one => $"{Say(_scale.X(one.Time))} {Say(_scale.Y(one.Low.GetValueOrDefault()))}")).Append('Z');
            }

            run.Clear();
        }

        return path.ToString();
    }

    private static string Across(double y) => $"M{Say(Left)} {Say(y)}H{Say(Width - Right)}";

    private static string Upright(double x) => $"M{Say(x)} {Say(Top)}V{Say(Height - Bottom)}";

    private static string Notch(double x) => $"M{Say(x)} {Say(Height - Bottom)}v3";

    private static string LookOf(ChartSeries series, int at) => series.Look switch
    {
        ChartLook.Forecast => "forecast",
        ChartLook.Beside => "beside",
        _ => at == 0 ? "" : $"dash-{(at % Looks) + 1}",
    };

    private static string Css(ChartLevel level) => level switch { ChartLevel.Warn => "warn", ChartLevel.Fail => "fail", _ => "info" };
}
