using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>What the gate's checks rest on, in full, and what stands around the request.</summary>
public sealed record Evidence(RunLine? Run, IReadOnlyList<DocumentLine> Documents)
{
    public static Evidence None { get; } = new(null, []);

    /// <summary>What differs from the version whose place it would take.</summary>
    public IReadOnlyList<ComparedPart> Changes { get; init; } = [];

    public IReadOnlyList<FindingLine> OpenFindings { get; init; } = [];

    /// <summary>Those that hold.</summary>
    public IReadOnlyList<ExceptionLine> Exceptions { get; init; } = [];

    public IReadOnlyList<EarlierCondition> EarlierConditions { get; init; } = [];

    /// <summary>What followed a decision for production, while it is in force.</summary>
    public ReleasePath? Release { get; init; }

    /// <summary>Where drift begins to matter; absent where nothing is drawn.</summary>
    public DriftLevels? Levels { get; init; }
}

/// <summary>Follows the sources that a frozen verdict names, and looks around.</summary>
public sealed class EvidenceReader(
    EvaluationQueries evaluations, DocumentQueries documents, VersionQueries versions, FindingQueries findings, ExceptionQueries exceptions, PromotionQueries promotions, ReleaseQueries releases, MonitoringQueries monitoring)
{
    private const int MostFindings = 8;

    public async Task<Evidence> Of(ReviewRoom room, CancellationToken ct)
    {
        var sources = room.Gate.Checks.Select(check => check.Source).OfType<CheckSource>().ToList();
        var run = sources.Find(source => source.Kind == SourceKind.Run);
        var named = sources.Where(source => source.Kind == SourceKind.Document).Select(source => source.Id).ToHashSet();
        var open = FindingFilter.NotClosed with { Systems = [room.Entry.Code] };
        return new Evidence(
            run is null ? null : await evaluations.One(RunId.From(run.Id), ct),
            [.. (await documents.OfVersion(room.Version.Line.Id, room.AsOf, ct)).Where(document => named.Contains(document.Id.Value))])
        {
            Changes = await Changes(room, ct),
            OpenFindings = (await findings.List(open, new FindingOrder(FindingColumn.Severity, SortDirection.Descending), new PageRequest(1, MostFindings), room.AsOf, ct)).Items,
            Exceptions = [.. (await exceptions.OfSystem(room.Entry.System, room.AsOf, ct)).Where(exception => exception.Holds)],
            EarlierConditions = await promotions.EarlierConditions(room.Entry.System, room.Id, room.AsOf, ct),
            Release = room.AsOf.Day is null ? await releases.Of(room.Id, ct) : null,
            Levels = room.Series is { } series ? (await monitoring.Version(room.Entry.Code, series.Label, ct))?.Levels : null,
        };
    }

    private async Task<IReadOnlyList<ComparedPart>> Changes(ReviewRoom room, CancellationToken ct) =>
        room.Incumbent is { } incumbent && await versions.One(room.Entry.Code, incumbent, ct) is { } before
            ? [.. VersionComparison.Of(before, room.Version).Select(part => part with { Lines = [.. part.Lines.Where(line => line.Differs)] }).Where(part => part.Lines.Count > 0)]
            : [];
}
