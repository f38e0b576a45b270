using Portal.Reports.Tables;
using Portal.Tracking;

namespace Portal.Reports;

/// <summary>Runs that scripts tracked as a table.</summary>
internal static class RunTable
{
    public static IReadOnlyList<TableColumn<RunListLine>> Columns { get; } =
    [
        new("run", "Run", line => line.Id.ToString()),
        new("name", "Name", line => line.Name),
        new("experiment", "Experiment", line => line.ExperimentName),
        new("system", "System", line => line.System),
        new("status", "Status", line => line.Status.ToString()),
        new("startedAt", "Started at, UTC", line => (DateTimeOffset?)line.StartedAt),
        new("endedAt", "Ended at, UTC", line => line.EndedAt),
        new("user", "User of the script", line => line.UserId) { IsPersonal = true },
        new("metrics", "First metrics", line => string.Join("; ", line.Metrics.Select(metric => $"{metric.Key} {metric.Value:R}"))),
        new("versions", "Sealed as", line => string.Join(", ", line.Versions.Select(version => $"{version.System} {version.Label}"))),
    ];
}
