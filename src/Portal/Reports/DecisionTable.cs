using Portal.Promotions;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Signatures as a table: all that each says of itself.</summary>
internal static class DecisionTable
{
    public static IReadOnlyList<TableColumn<SignatureLine>> Columns { get; } =
    [
        new("promotion", "Request", line => line.Promotion),
        new("system", "System", line => line.System),
        new("version", "Version", line => line.Version),
        new("stage", "Stage", line => line.Stage.ToString()),
        new("changeClass", "Change class", line => line.Change?.ToString()),
        new("number", "Number", line => (long?)line.Vote.Number),
        new("revision", "Revision", line => (long?)line.Vote.Revision),
        new("counts", "Counts", line => line.Vote.Counts ? "yes" : "no"),
        new("step", "Step", line => line.Vote.Step.ToString()),
        new("seat", "Seat", line => line.Vote.Seat),
        new("name", "Name", line => line.Vote.PrintedName) { IsPersonal = true },
        new("inPlaceOf", "In the place of", line => line.Vote.InPlaceOf) { IsPersonal = true },
        new("verdict", "Verdict", line => line.Vote.Verdict.ToString()),
        new("meaning", "Meaning", line => line.Vote.Meaning),
        new("reason", "Reason", line => line.Vote.Reason),
        new("conditions", "Conditions", line => string.Join("; ", line.Vote.Asked.Select(condition => condition.InWords))),
        new("subject", "Subject", line => line.Vote.Subject.Text),
        new("policy", "Policy", line => (long?)line.Vote.Policy),
        new("authenticatedWith", "Proved with", line => line.Vote.AuthenticatedWith),
        new("authenticatedAt", "Proved at, UTC", line => (DateTimeOffset?)line.Vote.AuthenticatedAt),
        new("at", "Signed at, UTC", line => (DateTimeOffset?)line.Vote.At),
    ];
}
