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
        Label = reached.Label,
        Since = reached.Since,
        Stage = reached.Stage == Stage.Production ? (int)SystemStage.Production
            : reached.Stage == Stage.Pilot ? (int)SystemStage.Pilot
            : reached.Stage == Stage.Staging ? (int)SystemStage.Staging
            : reached.Stage == Stage.Development ? (int)SystemStage.Development
            : (int)SystemStage.Retired,
    });

    private static IQueryable<Version> Reached(PortalDb db, AsOf asOf) => asOf.At is { } at
        ? from span in db.StageSpans.AsNoTracking()
          join version in db.Versions.AsNoTracking() on span.Version equals version.Id
          where span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at)
          select new Version { System = span.System, Label = version.Label, Stage = span.Stage, Since = span.ValidFrom }
        : db.Versions.AsNoTracking().Where(version => version.Stage != null)
            .Select(version => new Version { System = version.System, Label = version.Label, Stage = version.Stage, Since = version.ChangedAt });

    internal sealed class Row
    {
        public required SystemId System { get; init; }

        public required string Label { get; init; }

        public required DateTimeOffset Since { get; init; }

        public required int Stage { get; init; }
    }

    private sealed class Version
    {
        public required SystemId System { get; init; }

        public required string Label { get; init; }

        public required DateTimeOffset Since { get; init; }

        public required Stage? Stage { get; init; }
    }
}
