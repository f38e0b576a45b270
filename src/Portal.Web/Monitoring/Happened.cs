using Portal.Monitoring.Views;
using Portal.Promotions;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>What happened while something was drawn, numbered in the order of time: the number stands on every chart.</summary>
public sealed record Happened(int Number, ViewMark Mark)
{
    // Marks that are nearer than this part of the stretch would write over each other.
    private const int Nearest = 28;

    public static IReadOnlyList<Happened> Of(SystemView view, IEnumerable<DecisionTime> decisions) =>
    [
        .. view.Known.Marks.Concat(decisions.Select(Of)).Where(mark => mark.At >= view.Stretch.From && mark.At <= view.Stretch.To).OrderBy(mark => mark.At).Select((mark, at) => new Happened(at + 1, mark)),
    ];

    /// <summary>Those that lie close together are one line with the first and the last of their numbers.</summary>
    public static IReadOnlyList<ChartMark> Marks(IReadOnlyList<Happened> happened, Stretch stretch)
    {
        List<List<Happened>> groups = [];
        foreach (var one in happened)
        {
            if (groups is [.., [var first, ..] last] && one.Mark.At - first.Mark.At < stretch.Length / Nearest) last.Add(one);
            else groups.Add([one]);
        }

        return [.. groups.Select(group => new ChartMark(group[0].Mark.At, group.Count == 1 ? $"{group[0].Number}" : $"{group[0].Number}–{group[^1].Number}", group.Max(one => LevelOf(one.Mark.Kind))))];
    }

    public static ChartLevel LevelOf(ViewMarkKind kind) => kind switch
    {
        ViewMarkKind.Alert => ChartLevel.Warn,
        ViewMarkKind.SeriousAlert or ViewMarkKind.Suspension => ChartLevel.Fail,
        _ => ChartLevel.Info,
    };

    private static ViewMark Of(DecisionTime decision) => decision.IsStop
        ? new ViewMark(decision.At, ViewMarkKind.Suspension, $"{decision.Version} was suspended in {decision.Target}", decision.Code)
        : new ViewMark(decision.At, ViewMarkKind.Decision, $"{decision.Version} to {decision.Target} was decided", decision.Code);
}
