using Portal.Policies.Classification;
using Portal.Register;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>The register as a table: how each system stands, then every field of its entry.</summary>
internal static class RegisterTable
{
    public static IReadOnlyList<TableColumn<RegisterRow>> Columns { get; } =
    [
        new("code", "Code", row => row.Line.Code),
        new("tier", "Tier", row => row.Line.Tier is { } tier ? EntryWords.Of(tier) : ""),
        new("legalClass", "Legal class", row => row.Line.LegalClass is { } legalClass ? ClassificationWords.Of(legalClass) : ""),
        new("stage", "Stage", row => row.Line.Stage.ToString()),
        new("version", "Version", row => row.Line.Version),
        new("state", "Entry", row => row.Line.State.ToString()),
        new("revision", "Revision", row => (long?)row.Line.PublishedRevision),
        new("publishedAt", "Published at, UTC", row => row.PublishedAt),
        new("reviewDue", "Next review, UTC", row => row.Line.ReviewDue),
        .. EntryFields.All.Select(field => new TableColumn<RegisterRow>(field.Key, field.Label, row => field.Text(row.Content, row.NameOf)) { IsPersonal = field.IsPerson }),
        new("businessOwnerEmail", "Business owner, address", row => row.AddressOf(row.Content.BusinessOwner)) { IsPersonal = true },
        new("technicalOwnerEmail", "Technical owner, address", row => row.AddressOf(row.Content.TechnicalOwner)) { IsPersonal = true },
    ];
}
