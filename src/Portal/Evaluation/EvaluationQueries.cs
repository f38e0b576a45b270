using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>A run as one row of a list.</summary>
public sealed record RunLine(
    RunId Id, int Ordinal, string Dataset, Digest DatasetDigest, int Attempt, Digest Rows, string? Positive, Confusion Confusion, int Features, PersonLine By, DateTimeOffset At)
{
    public EvaluationKind Kind { get; init; }

    public FigureOrigin Origin { get; init; }

    public EvaluationTask Task { get; init; }

    public RunContent Content { get; init; } = RunContent.Empty;

    /// <summary>Protected groups came with the rows, and lie sealed.</summary>
    public bool HasGroups { get; init; }

    /// <summary>How many rows were measured.</summary>
    public long N { get; init; }

    /// <summary>The figures over all rows.</summary>
    public IEnumerable<Figure> Whole => Figures.Where(figure => figure.Slice.Kind == SliceKind.Whole);

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public Estimate? Of(Metric metric) => Whole.FirstOrDefault(figure => figure.Metric == metric)?.Estimate;

    internal static RunLine Of(EvaluationRun run, IReadOnlyDictionary<PersonId, PersonLine> persons) => new(
        run.Id, run.Ordinal, run.Dataset, run.DatasetDigest, run.Attempt, run.Rows, run.Positive, run.Confusion, run.Features, persons[run.By], run.At)
    {
        Kind = run.Kind,
        Origin = run.Origin,
        Task = run.Task,
        Content = run.Content,
        N = run.N,
        HasGroups = run.Groups is not null,
        Figures = [.. EvidenceHistory.Evidence(run).All],
    };
}

/// <summary>Reads evaluation runs.</summary>
public sealed class EvaluationQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The runs of a version, latest first.</summary>
    public Task<Page<RunLine>> OfVersion(VersionId version, PageRequest page, CancellationToken ct) => OfVersion(version, page, AsOf.Now, ct);

    /// <summary>The same as far as they had come by the end of a day; a run never changes.</summary>
    public async Task<Page<RunLine>> OfVersion(VersionId version, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var runs = db.EvaluationRuns.AsNoTracking().Where(run => run.Version == version);
        if (asOf.At is { } at)
            runs = runs.Where(run => run.At <= at);
        var total = await runs.CountAsync(ct);
        var rows = await runs.OrderByDescending(run => run.Ordinal).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<RunLine>(await Lines(rows, ct), page.Number, page.Size, total);
    }

    public async Task<RunLine?> One(RunId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.EvaluationRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, ct) is { } run ? (await Lines([run], ct))[0] : null;
    }

    /// <summary>One run of a version by its number.</summary>
    public async Task<RunLine?> One(VersionId version, int ordinal, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.EvaluationRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Version == version && run.Ordinal == ordinal, ct) is { } run ? (await Lines([run], ct))[0] : null;
    }

    public async Task<RunReading> ReadingOf(Actor actor, VersionId version, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ReadingOf(actor, version, ct);
    }

    private async Task<IReadOnlyList<RunLine>> Lines(IReadOnlyList<EvaluationRun> runs, CancellationToken ct)
    {
        var persons = await people.ById(runs.Select(run => run.By), ct);
        return [.. runs.Select(run => RunLine.Of(run, persons))];
    }
}
