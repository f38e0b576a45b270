using Portal.Monitoring.Records;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Recorded decisions as a table; what went in and what contributed is read one by one.</summary>
internal static class RecordTable
{
    public static IReadOnlyList<TableColumn<DecisionLine>> Columns { get; } =
    [
        new("record", "Record", line => line.Id.ToString()),
        new("id", "Id of the prediction", line => line.Prediction),
        new("time", "When, UTC", line => (DateTimeOffset?)line.Time),
        new("version", "Version", line => line.Version),
        new("subject", "Person", line => line.Subject) { IsPersonal = true },
        new("outcome", "Outcome", line => line.Output),
        new("score", "Score", line => line.Score),
        new("contested", "Contested", line => line.IsContested ? "yes" : "no"),
        new("erased", "Erased", line => line.IsErased ? "yes" : "no"),
    ];
}
