using Portal.Monitoring;
using Portal.Monitoring.Wall;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>What of the wall is shown, as its address says; an empty part lets all pass.</summary>
internal sealed record WallFilter(IReadOnlyList<string> Departments, IReadOnlyList<string> Tiers, IReadOnlyList<string> States)
{
    public static readonly IReadOnlyList<Choice<string>> Kinds = [new("unwatched", "Not watched"), new("serious", "Serious"), new("warning", "Warning"), new("quiet", "Calm or silent")];

    public bool IsEmpty => Departments.Count + Tiers.Count + States.Count == 0;

    public bool Passes(WallSystem system) =>
        Has(Departments, system.Line.Version.Department) && Has(Tiers, $"{system.Line.Version.Tier}") && Has(States, KindOf(system.Line.State));

    private static bool Has(IReadOnlyList<string> asked, string value) => asked.Count == 0 || asked.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static string KindOf(WatchState state) => state switch
    {
        WatchState.NoBaseline or WatchState.NoTelemetry => "unwatched",
        WatchState.Serious => "serious",
        WatchState.Warning => "warning",
        _ => "quiet",
    };
}
