using Portal.ModelRegistry;
using Portal.Reports.Tables;

namespace Portal.Reports;

/// <summary>Versions as a table.</summary>
internal static class VersionTable
{
    public static IReadOnlyList<TableColumn<EstateLine>> Columns { get; } =
    [
        new("system", "System", row => row.System),
        new("systemName", "Name of the system", row => row.SystemName),
        new("label", "Version", row => row.Label),
        new("kind", "Kind", row => row.Kind.ToString()),
        new("artefact", "Artefact", row => row.Name),
        new("state", "State", row => row.State.ToString()),
        new("stage", "Stage", row => row.Stage?.ToString()),
        new("digest", "Content digest", row => row.ContentDigest?.Text),
        new("parent", "Made from", row => row.Parent),
        new("artifacts", "Artifacts", row => (long?)row.Artifacts),
        new("stored", "Artifacts here", row => (long?)row.Stored),
        new("unseen", "Artifacts elsewhere", row => (long?)row.Unseen),
        new("changed", "Artifacts changed", row => (long?)row.Changed),
        new("declaredAt", "Declared at, UTC", row => (DateTimeOffset?)row.DeclaredAt),
        new("sealedAt", "Sealed at, UTC", row => row.SealedAt),
    ];
}
