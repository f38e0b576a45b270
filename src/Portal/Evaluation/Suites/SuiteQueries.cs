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

    /// <summary>All suites, of one system or of every one, those that wait for somebody first; as of a past day as they stood.</summary>
    public async Task<Page<SuiteLine>> List(string? system, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var suites = Lines(db, asOf).Where(row => system == null || row.Code == system);
        if (asOf.At is not null)
            return Page(await Finish(db, await suites.ToListAsync(ct), asOf, ct), page);

        var total = await suites.CountAsync(ct);
        var rows = await suites.OrderBy(row => row.Suite.State == SuiteState.Proposed ? 0 : row.Suite.State == SuiteState.Draft ? 1 : row.Suite.State == SuiteState.Agreed ? 2 : 3)
            .ThenByDescending(row => row.Suite.ProposedAt).ThenByDescending(row => row.Suite.Code).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<SuiteLine>([.. await Finish(db, rows, asOf, ct)], page.Number, page.Size, total);
    }

    /// <summary>Null when there is none of that code, or was none yet.</summary>
    public async Task<SuiteView?> One(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Lines(db, asOf).SingleOrDefaultAsync(row => row.Suite.Code == code, ct) is not { } row || await Finish(db, [row], asOf, ct) is not [var line])
            return null;

        var at = asOf.At;
        var suite = Stood(row.Suite, asOf) ?? row.Suite;
        var owner = (await RegisterQueries.Published(db, suite.System, asOf, ct))?.BusinessOwner;
        var runs = await (
            from run in db.EvaluationRuns.AsNoTracking()
            join version in db.Versions.AsNoTracking() on run.Version equals version.Id
            where run.Suite == suite.Id && (at == null || run.At <= at)
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
        var rows = await Lines(db, AsOf.Now).Where(row => row.Suite.State == SuiteState.Proposed
            && ((keeps && row.Suite.Validator == null && row.Owner != person) || (row.Owner == person && row.Suite.Owner == null))).OrderBy(row => row.Suite.ProposedAt).ThenBy(row => row.Suite.Code).Take(MostRuns).ToListAsync(ct);
        return await Finish(db, rows, AsOf.Now, ct);
    }

    /// <summary>The systems for which this person may propose a suite, by code.</summary>
    public async Task<IReadOnlyList<SystemName>> MayProposeFor(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var systems = await db.Systems.AsNoTracking().Include(system => system.Revisions).OrderBy(system => system.Code).ToListAsync(ct);
        return [.. systems.Where(system => actor.MayPropose(system)).Select(system => new SystemName(system.Code, (system.Published ?? system.Open)?.Content.Name ?? ""))];
    }

    private static Page<SuiteLine> Page(IReadOnlyList<SuiteLine> lines, PageRequest page) => new(
        [.. lines.OrderBy(line => line.State switch { SuiteState.Proposed => 0, SuiteState.Draft => 1, SuiteState.Agreed => 2, _ => 3 }).ThenByDescending(line => line.ProposedAt).ThenByDescending(line => line.Code, StringComparer.Ordinal).Skip(page.Skip).Take(page.Size)],
        page.Number, page.Size, lines.Count);

    private static IQueryable<SuiteRow> Lines(PortalDb db, AsOf asOf)
    {
        var at = asOf.At;
        var suites = db.Suites.AsNoTracking();
        return at is null
            ? from suite in suites
              join system in db.Systems.AsNoTracking() on suite.System equals system.Id
              select new SuiteRow
              {
                  Suite = suite,
                  Code = system.Code,
                  Tier = system.Tier,
                  Name = system.Revisions.OrderByDescending(revision => revision.State == EntryState.Published).ThenByDescending(revision => revision.Number).Select(revision => revision.Content.Name).First(),
                  Owner = system.Revisions.Where(revision => revision.State == EntryState.Published).Select(revision => revision.Content.BusinessOwner).FirstOrDefault(),
              }
            : from suite in suites.Include(one => one.Rounds)
              join system in db.Systems.AsNoTracking() on suite.System equals system.Id
              where suite.ProposedAt <= at
              select new SuiteRow
              {
                  Suite = suite,
                  Code = system.Code,
                  Tier = db.Revisions.Where(then => then.System == system.Id && then.ValidFrom <= at && (then.ValidTo == null || then.ValidTo > at)).Select(then => then.ConfirmedTier).FirstOrDefault(),
                  Name = db.Revisions.Where(then => then.System == system.Id && then.ValidFrom <= at && (then.ValidTo == null || then.ValidTo > at)).Select(then => then.Content.Name).FirstOrDefault() ?? system.Shown.Name,
                  Owner = null,
              };
    }

    private static EvaluationSuite? Stood(EvaluationSuite suite, AsOf asOf) => asOf.At is { } at ? suite.AsItStood(at) : suite;

    private static async Task<IReadOnlyList<SuiteLine>> Finish(PortalDb db, IReadOnlyList<SuiteRow> rows, AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At;
        var ids = rows.Select(row => (SuiteId?)row.Suite.Id).ToList();
        var runs = (await db.EvaluationRuns.AsNoTracking().Where(run => ids.Contains(run.Suite) && (at == null || run.At <= at)).Select(run => new { run.Suite, run.DatasetDigest }).ToListAsync(ct)).ToLookup(run => run.Suite);
        return [.. rows.Select(row => (Row: row, Suite: Stood(row.Suite, asOf))).Where(one => one.Suite is not null).Select(one => Line(one.Row, one.Suite ?? one.Row.Suite))];

        SuiteLine Line(SuiteRow row, EvaluationSuite suite) => new(
            suite.Id, suite.Code, row.Code, row.Name, row.Tier, suite.Terms, suite.State, suite.Labels?.Rows, suite.Labels?.At,
            runs[suite.Id].Count(run => run.DatasetDigest == suite.Labels?.DatasetDigest), suite.ProposedAt);
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
