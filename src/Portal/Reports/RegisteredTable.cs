using Portal.Reports.Tables;
using Portal.Tracking.Registered;

namespace Portal.Reports;

/// <summary>Versions that clients registered as a table.</summary>
internal static class RegisteredTable
{
    public static IReadOnlyList<TableColumn<ModelVersionView>> Columns { get; } =
    [
        new("model", "Model", line => line.Name),
        new("number", "Number", line => (long?)line.Number),
        new("stage", "Stage", line => line.Stage.ToString()),
        new("aliases", "Aliases", line => string.Join(", ", line.Aliases)),
        new("system", "System", line => line.System),
        new("version", "Sealed as", line => line.Label),
        new("source", "Source", line => line.Source),
        new("run", "Run", line => line.Run?.ToString()),
        new("description", "Description", line => line.Description),
        new("createdAt", "Registered at, UTC", line => (DateTimeOffset?)line.CreatedAt),
        new("changedAt", "Changed at, UTC", line => (DateTimeOffset?)line.ChangedAt),
    ];
}
