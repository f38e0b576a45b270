using Portal.Evaluation.Suites;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Evaluation suites as a table.</summary>
internal static class SuiteTable
{
    public static IReadOnlyList<TableColumn<SuiteLine>> Columns { get; } =
    [
        new("code", "Code", line => line.Code),
        new("name", "Name", line => line.Terms.Name),
        new("system", "System", line => line.System),
        new("systemName", "Name of the system", line => line.SystemName),
        new("tier", "Tier", line => line.Tier?.ToString()),
        new("state", "State", line => line.State.ToString()),
        new("dataset", "Data set", line => line.Terms.Dataset),
        new("task", "Task", line => line.Terms.Task.ToString()),
        new("sealed", "Labels sealed", line => line.Terms.IsSealed ? "yes" : "no"),
        new("rows", "Labelled rows", line => line.Rows),
        new("labelsAt", "Labels brought at, UTC", line => line.LabelsAt),
        new("mostDays", "Fresh for days", line => (long?)line.Terms.MostDays),
        new("uses", "Runs on these labels", line => (long?)line.Uses),
        new("mostUses", "At most", line => (long?)line.Terms.MostUses),
        new("segments", "Segments", line => string.Join(", ", line.Terms.Segments)),
        new("proposedAt", "Proposed at, UTC", line => (DateTimeOffset?)line.ProposedAt),
    ];
}
