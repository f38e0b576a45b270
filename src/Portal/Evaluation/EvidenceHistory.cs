using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation.Scans;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>All evidence that a version ever had, each piece with when it came: what the gate could see at any instant is read from it.</summary>
public sealed record EvidenceHistory(IReadOnlyList<DatedRun> Runs, IReadOnlyList<DatedDocument> Documents, IReadOnlyList<DatedExcuse> Excuses)
{
    public IReadOnlyList<DatedIncumbent> Incumbents { get; init; } = [];

    public IReadOnlyList<DatedAttestation> Attestations { get; init; } = [];

    public IReadOnlyList<DatedFinding> SevereFindings { get; init; } = [];

    /// <summary>As they are now: that bytes were changed says nothing of when.</summary>
    public BytesEvidence? Bytes { get; init; }

    public IReadOnlyList<ScanEvidence> Scans { get; init; } = [];

    public CardHistory Card { get; init; } = new([]);

    public DateTimeOffset? BaselineMadeAt { get; init; }

    public IReadOnlyList<DayOfRows> Days { get; init; } = [];

    public DeclaredEvidence Declared { get; init; } = new(null, null);

    /// <summary>Runs, reviews and exceptions that came later are not in it.</summary>
    public GateEvidence At(DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return new GateEvidence(
            [.. Runs.Where(run => run.At <= at).Select(run => run.Run)],
            [.. Documents.Where(document => document.SubmittedAt <= at).Select(document => document.ReviewedAt <= at ? document.Document : document.Document with { State = DocumentState.InReview, ReviewedOn = null })])
        {
            Excuses = [.. Excuses.Where(excuse => excuse.From <= at && at < excuse.Ends).Select(excuse => excuse.Excuse)],
            Today = today,
            Incumbent = Incumbents.FirstOrDefault(one => one.From <= at && !(one.To <= at))?.Incumbent,
            Attestations = [.. Attestations.Where(one => one.At <= at).Select(one => one.Attestation)],
            SevereFindings = [.. SevereFindings.Where(one => one.From <= at && !(one.To <= at)).Select(one => one.Code).Distinct().Order(StringComparer.Ordinal)],
            Watch = new WatchEvidence(BaselineMadeAt <= at, [.. Days.Where(day => day.Day <= today)]),
            Declared = Declared,
            Card = Card.At(at),
            Bytes = Bytes,
            Scan = Scans.LastOrDefault(scan => scan.SubmittedAt <= at),
        };
    }

    public static async Task<IReadOnlyDictionary<VersionId, EvidenceHistory>> Of(PortalDb db, IReadOnlyCollection<VersionId> versions, CancellationToken ct)
    {
        var runs = (await db.EvaluationRuns.AsNoTracking().Where(run => versions.Contains(run.Version)).OrderBy(run => run.Ordinal).ToListAsync(ct)).ToLookup(run => run.Version);
        var documents = (await db.Documents.AsNoTracking().Where(document => versions.Contains(document.ModelVersion)).OrderBy(document => document.Ordinal).ToListAsync(ct)).ToLookup(document => document.ModelVersion);
        var attestations = (await db.Attestations.AsNoTracking().Where(one => versions.Contains(one.ModelVersion)).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(ct)).ToLookup(one => one.ModelVersion);
        var named = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).Select(version => new { version.Id, version.System, version.Provenance }).ToListAsync(ct);
        var systems = named.ToDictionary(version => version.Id, version => version.System);
        var declared = named.ToDictionary(version => version.Id, version => new DeclaredEvidence(version.Provenance.TrainingData.Max(data => data.To), version.Provenance.ChangeReason));
        var bytes = await VersionBytes.Of(db, versions, ct);
        IReadOnlyList<SystemId> ofSystems = [.. systems.Values.Distinct()];
        var tolerated = await Tolerated.ChecksOf(db, ofSystems, ct);
        var severe = await Raised.SevereSpansOf(db, ofSystems, ct);
        var production = await Production(db, ofSystems, ct);
        var days = await RowsSeen.Of(db, versions, ct);
        var cards = await Cards.HistoryOf(db, versions, ct);
        var scans = await ScanHistory.Of(db, versions, ct);
        var baselines = await RowsSeen.BaselinesOf(db, versions, ct);
        return versions.ToDictionary(version => version, version => new EvidenceHistory(
            [.. runs[version].Select(run => new DatedRun(Evidence(run), run.At))],
            [.. documents[version].Select(document => new DatedDocument(Evidence(document), document.SubmittedAt, document.ReviewedAt))],
            [.. tolerated.Where(check => check.IsFor(systems[version], version)).Select(check => new DatedExcuse(new Excuse(check.Subject, check.Code, check.ExpiresAt), check.From, check.Ends))])
        {
            Incumbents = [.. production.Where(span => span.System == systems[version] && span.Incumbent.Version != version).Select(span => new DatedIncumbent(span.Incumbent, span.From, span.To))],
            Attestations = [.. attestations[version].Select(one => new DatedAttestation(Evidence(one), one.At))],
            SevereFindings = [.. severe[systems[version]].Select(span => new DatedFinding(span.Code, span.From, span.To))],
            BaselineMadeAt = baselines.TryGetValue(version, out var made) ? made : null,
            Card = cards[version],
            Scans = scans[version],
            Bytes = bytes.GetValueOrDefault(version),
            Declared = declared[version],
            Days = [.. days[version].Select(day => new DayOfRows(day.Day, day.Rows))],
        });
    }

    private static async Task<IReadOnlyList<(SystemId System, Incumbent Incumbent, DateTimeOffset From, DateTimeOffset? To)>> Production(PortalDb db, IReadOnlyList<SystemId> systems, CancellationToken ct)
    {
        var spans = await (
            from span in db.StageSpans.AsNoTracking()
            join version in db.Versions.AsNoTracking() on span.Version equals version.Id
            where systems.Contains(span.System) && span.Stage == Stage.Production
            select new { span.System, span.Version, version.Label, span.ValidFrom, span.ValidTo }).ToListAsync(ct);
        return [.. spans.Select(span => (span.System, new Incumbent(span.Version, span.Label), span.ValidFrom, span.ValidTo))];
    }

    internal static RunEvidence Evidence(EvaluationRun run) => new(run.Id, run.Dataset, run.Attempt, run.Rows, run.Positive, run.Confusion)
    {
        Kind = run.Kind,
        Origin = run.Origin,
        Figures = run.Content.Figures,
        Suite = run.Content.Suite,
        Comparison = run.Content.Comparison,
        MustPassOutputs = run.Content.MustPassOutputs,
    };

    private static DocumentEvidence Evidence(Document document) => new(document.Id, document.Kind, document.Title, document.Content, document.State)
    {
        ReviewedOn = document.ReviewedAt is { } reviewed ? DateOnly.FromDateTime(reviewed.UtcDateTime) : null,
        ValidUntil = document.ValidUntil,
    };

    private static AttestationEvidence Evidence(Attestation attestation) => new(
        attestation.Id.Value, attestation.Check, attestation.Sample, attestation.Content, $"{attestation.Role}, having looked at {attestation.Sample} outputs on {attestation.At:d MMMM yyyy}.");
}

public sealed record DatedRun(RunEvidence Run, DateTimeOffset At);

/// <summary>A document with the outcome of its review, and when that came.</summary>
public sealed record DatedDocument(DocumentEvidence Document, DateTimeOffset SubmittedAt, DateTimeOffset? ReviewedAt);

/// <summary>From when to when a check's failing was tolerated: to its last day, or until it was ended earlier.</summary>
public sealed record DatedExcuse(Excuse Excuse, DateTimeOffset From, DateTimeOffset Ends);

/// <summary>Which version ran, from when to when.</summary>
public sealed record DatedIncumbent(Incumbent Incumbent, DateTimeOffset From, DateTimeOffset? To);

public sealed record DatedAttestation(AttestationEvidence Attestation, DateTimeOffset At);

/// <summary>From when to when a severe finding stood open.</summary>
public sealed record DatedFinding(string Code, DateTimeOffset From, DateTimeOffset? To);
