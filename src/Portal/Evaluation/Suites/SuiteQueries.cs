using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>A suite as one row of a list.</summary>
public sealed record SuiteLine(
    SuiteId Id, string Code, string System, string SystemName, RiskTier? Tier, SuiteTerms Terms, SuiteState State, long? Rows, DateTimeOffset? LabelsAt, int Uses, DateTimeOffset ProposedAt);

/// <summary>A suite whole, and what one person may do with it.</summary>
public sealed record SuiteView(
    SuiteLine Line, SystemId SystemId, Digest Subject, Digest? DatasetDigest, int? DatasetVersion, PersonLine ProposedBy, PersonLine? LabelsBy,
    PersonLine? Owner, DateTimeOffset? OwnerAt, PersonLine? Validator, DateTimeOffset? ValidatorAt, PersonLine? BusinessOwner, IReadOnlyList<SuiteRun> Runs);

/// <summary>A run on a suite, of whichever version.</summary>
public sealed record SuiteRun(string Label, RunLine Run);

/// <summary>A system by its code and what it is called.</summary>
public sealed record SystemName(string Code, string Name);

/// <summary>Reads suites; never their labels.</summary>
public sealed class SuiteQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    public const int MostRuns = 50;

    /// <summary>All suites, of one system or of every one, those that wait for somebody first.</summary>
    public async Task<Page<SuiteLine>> List(string? system, PageRequest page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var suites = Lines(db).Where(row => system == null || row.Code == system);
        var total = await suites.CountAsync(ct);
        var rows = await suites.OrderBy(row => row.Suite.State == SuiteState.Proposed ? 0 : row.Suite.State == SuiteState.Draft ? 1 : row.Suite.State == SuiteState.Agreed ? 2 : 3)
            .ThenByDescending(row => row.Suite.ProposedAt).ThenByDescending(row => row.Suite.Code).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<SuiteLine>([.. await Finish(db, rows, ct)], page.Number, page.Size, total);
    }

    public async Task<SuiteView?> One(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Lines(db).SingleOrDefaultAsync(row => row.Suite.Code == code, ct) is not { } row)
            return null;

        var (suite, line) = (row.Suite, (await Finish(db, [row], ct)).Single());
        var owner = (await RegisterQueries.Published(db, suite.System, ct))?.BusinessOwner;
        var runs = await (
            from run in db.EvaluationRuns.AsNoTracking()
            join version in db.Versions.AsNoTracking() on run.Version equals version.Id
            where run.Suite == suite.Id
            orderby run.At descending, version.Label descending, run.Ordinal descending
            select new { run, version.Label }).Take(MostRuns).ToListAsync(ct);
        PersonId?[] named = [suite.ProposedBy, suite.Labels?.By, suite.Owner, suite.Validator, owner];
        var persons = await people.ById(named.OfType<PersonId>().Concat(runs.Select(run => run.run.By)), ct);
        return new SuiteView(
            line, suite.System, suite.Subject, suite.Labels?.DatasetDigest, suite.Labels?.DatasetVersion, persons[suite.ProposedBy], Of(suite.Labels?.By),
            Of(suite.Owner), suite.OwnerAt, Of(suite.Validator), suite.ValidatorAt, Of(owner), [.. runs.Select(run => new SuiteRun(run.Label, RunLine.Of(run.run, persons)))]);

        PersonLine? Of(PersonId? person) => person is { } id ? persons[id] : null;
    }

    /// <summary>The suites that wait for this person's word.</summary>
    public async Task<IReadOnlyList<SuiteLine>> WaitingFor(Actor actor, CancellationToken ct)
    {
        if (actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var keeps = actor.May(Permission.KeepHoldOuts);
        var rows = await Lines(db).Where(row => row.Suite.State == SuiteState.Proposed
            && ((keeps && row.Suite.Validator == null && row.Owner != person) || (row.Owner == person && row.Suite.Owner == null))).OrderBy(row => row.Suite.ProposedAt).ThenBy(row => row.Suite.Code).Take(MostRuns).ToListAsync(ct);
        return [.. await Finish(db, rows, ct)];
    }

    /// <summary>The systems for which this person may propose a suite, by code.</summary>
    public async Task<IReadOnlyList<SystemName>> MayProposeFor(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = await db.Systems.AsNoTracking().Include(system => system.Revisions).OrderBy(system => system.Code).ToListAsync(ct);
        return [.. systems.Where(system => actor.MayPropose(system)).Select(system => new SystemName(system.Code, (system.Published ?? system.Open)?.Content.Name ?? ""))];
    }

    private static IQueryable<SuiteRow> Lines(PortalDb db) =>
        from suite in db.Suites.AsNoTracking()
        join system in db.Systems.AsNoTracking() on suite.System equals system.Id
        select new SuiteRow
        {
            Suite = suite,
            Code = system.Code,
            Tier = system.Tier,
            Name = system.Revisions.OrderByDescending(revision => revision.State == EntryState.Published).ThenByDescending(revision => revision.Number).Select(revision => revision.Content.Name).First(),
            Owner = system.Revisions.Where(revision => revision.State == EntryState.Published).Select(revision => revision.Content.BusinessOwner).FirstOrDefault(),
        };

    private static async Task<IEnumerable<SuiteLine>> Finish(PortalDb db, IReadOnlyList<SuiteRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => (SuiteId?)row.Suite.Id).ToList();
        var runs = (await db.EvaluationRuns.AsNoTracking().Where(run => ids.Contains(run.Suite)).Select(run => new { run.Suite, run.DatasetDigest }).ToListAsync(ct)).ToLookup(run => run.Suite);
        return rows.Select(row => new SuiteLine(
            row.Suite.Id, row.Suite.Code, row.Code, row.Name, row.Tier, row.Suite.Terms, row.Suite.State, row.Suite.Labels?.Rows, row.Suite.Labels?.At,
            runs[row.Suite.Id].Count(run => run.DatasetDigest == row.Suite.Labels?.DatasetDigest), row.Suite.ProposedAt));
    }

    private sealed class SuiteRow
    {
        public required EvaluationSuite Suite { get; init; }

        public required string Code { get; init; }

        public required RiskTier? Tier { get; init; }

        public required string Name { get; init; }

        public required PersonId? Owner { get; init; }
    }
}
