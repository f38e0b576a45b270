using Microsoft.EntityFrameworkCore;
using Portal.Register;
using Portal.Shared;

namespace Portal.Data;

/// <summary>How far the versions of systems have come, for the register, which sorts by that and knows nothing else of versions.</summary>
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

    public static Task<bool> Any(PortalDb db, SystemId system, CancellationToken ct) => db.Versions.AnyAsync(version => version.System == system, ct);

    public static Task<bool> Exists(PortalDb db, string code, string label, CancellationToken ct) =>
        db.Versions.AnyAsync(version => version.Label == label && db.Systems.Any(system => system.Id == version.System && system.Code == code), ct);

    /// <summary>The label of a version that people are exposed to; null when there is none.</summary>
    public static Task<string?> Running(PortalDb db, SystemId system, CancellationToken ct) =>
        db.Versions.Where(version => version.System == system && (version.Stage == Stage.Production || version.Stage == Stage.Pilot))
            .OrderBy(version => version.Label).Select(version => (string?)version.Label).FirstOrDefaultAsync(ct);

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
