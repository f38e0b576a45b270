using Portal.Policies;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Policies that were in force as a table.</summary>
internal static class PolicyTable
{
    public static IReadOnlyList<TableColumn<PolicyLine>> Columns { get; } =
    [
        new("number", "Policy", line => (long?)line.Number),
        new("title", "Title", line => line.Title),
        new("reason", "Reason", line => line.Reason),
        new("proposedBy", "Proposed by", line => line.ProposedBy) { IsPersonal = true },
        new("publishedBy", "Published by", line => line.PublishedBy) { IsPersonal = true },
        new("publishedAt", "Published at, UTC", line => (DateTimeOffset?)line.PublishedAt),
        new("loosens", "Loosens", line => line.Loosens ? "yes" : "no"),
        new("openRequests", "Open requests", line => line.OpenRequests.ToString()),
        new("digest", "Digest", line => line.Digest.Text),
    ];
}
