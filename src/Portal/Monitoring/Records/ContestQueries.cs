using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>How many decisions of a system are contested, and what became of it.</summary>
public sealed record ContestCount(int Open, int Upheld, int Overridden);

/// <summary>What is known of contested decisions.</summary>
public sealed class ContestQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    public async Task<ContestCount> CountOf(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var cases = await db.ContestCases.Where(row => db.Systems.Any(system => system.Id == row.System && system.Code == code))
            .GroupBy(row => row.Outcome).Select(same => new { Outcome = same.Key, Count = same.Count() }).ToListAsync(ct);
        return new ContestCount(Of(null), Of(ContestOutcome.Upheld), Of(ContestOutcome.Overridden));

        int Of(ContestOutcome? outcome) => cases.Where(one => one.Outcome == outcome).Sum(one => one.Count);
    }

    internal async Task<IReadOnlyList<CaseView>> Of(PortalDb db, RecordId record, bool isMasked, CancellationToken ct)
    {
        var cases = await (
            from row in db.ContestCases.AsNoTracking()
            join finding in db.Findings on row.Finding equals finding.Id
            where row.Record == record
            orderby row.OpenedAt, finding.Code
            select new { Case = row, finding.Code }).ToListAsync(ct);
        var named = await people.ById(cases.SelectMany(one => new[] { one.Case.OpenedBy, one.Case.ReviewedBy }).OfType<PersonId>(), ct);
        return
        [
            .. cases.Select(one => new CaseView(
                one.Case.Id, one.Code, isMasked ? "" : one.Case.Statement, one.Case.OpenedBy, Named(one.Case.OpenedBy), one.Case.OpenedAt, one.Case.Due,
                one.Case.Outcome, Named(one.Case.ReviewedBy), one.Case.ReviewedAt, isMasked ? "" : one.Case.Reason)),
        ];

        PersonLine? Named(PersonId? person) => person is { } id ? named.GetValueOrDefault(id) : null;
    }
}
