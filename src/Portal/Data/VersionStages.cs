using Microsoft.EntityFrameworkCore;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Data;

/// <summary>How far the versions of systems have come, for the register: it sorts its list by that and knows nothing of versions.</summary>
internal static class VersionStages
{
    /// <summary>Stages are stored as text, so their order is spelled out.</summary>
    public static IQueryable<Row> Of(PortalDb db, AsOf asOf) => Reached(db, asOf).Select(reached => new Row
    {
        System = reached.System,
        Stage = reached.Stage == Stage.Production ? (int)SystemStage.Production
            : reached.Stage == Stage.Pilot ? (int)SystemStage.Pilot
            : reached.Stage == Stage.Staging ? (int)SystemStage.Staging
            : reached.Stage == Stage.Development ? (int)SystemStage.Development
            : (int)SystemStage.Retired,
    });

    private static IQueryable<Version> Reached(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? db.StageSpans.AsNoTracking().Where(span => span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at))
            .Select(span => new Version { System = span.System, Stage = span.Stage })
        : db.Versions.AsNoTracking().Where(version => version.Stage != null).Select(version => new Version { System = version.System, Stage = version.Stage });

    internal sealed class Row
    {
        public required SystemId System { get; init; }

        public required int Stage { get; init; }
    }

    private sealed class Version
    {
        public required SystemId System { get; init; }

        public required Stage? Stage { get; init; }
    }
}
