using Microsoft.EntityFrameworkCore;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Data;

/// <summary>How far the versions of systems have come, for the register: it sorts its list by that and knows nothing of versions.</summary>
internal static class VersionStages
{
    /// <summary>Stages are stored as text, so their order is spelled out.</summary>
    public static IQueryable<Row> Of(PortalDb db) => db.Versions.AsNoTracking().Where(version => version.Stage != null).Select(version => new Row
    {
        System = version.System,
        Stage = version.Stage == Stage.Production ? (int)SystemStage.Production
            : version.Stage == Stage.Pilot ? (int)SystemStage.Pilot
            : version.Stage == Stage.Staging ? (int)SystemStage.Staging
            : version.Stage == Stage.Development ? (int)SystemStage.Development
            : (int)SystemStage.Retired,
    });

    internal sealed class Row
    {
        public required SystemId System { get; init; }

        public required int Stage { get; init; }
    }
}
