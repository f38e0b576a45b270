using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Reads what falls due for a person: reviews, and the last days of what is temporary.</summary>
public sealed class DueQueries(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>As long before as the first notice is sent.</summary>
    public async Task<IReadOnlyList<DueLine>> For(PersonId person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (reviews, last) = (now + DueNotice.FirstOfReview, DateOnly.FromDateTime((now + DueNotice.FirstOfEnd).UtcDateTime));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published && system.RetiredAt == null
            where revision.Content.BusinessOwner == person || revision.Content.TechnicalOwner == person || revision.Content.AccountableExecutive == person
            where system.ReviewDue <= reviews || revision.Content.TemporaryUntil <= last
            orderby system.ReviewDue, system.Code
            select new { system.Code, revision.Content.Name, system.ReviewDue, revision.Content.TemporaryUntil }).Take(PageRequest.MostRows).ToListAsync(ct);
        return
        [
            .. rows.Where(row => row.TemporaryUntil <= last).Select(row => new DueLine(row.Code, row.Name, DueKind.End, DueNotice.EndOf(row.TemporaryUntil.GetValueOrDefault()), now)),
            .. rows.Where(row => row.ReviewDue <= reviews).Select(row => new DueLine(row.Code, row.Name, DueKind.Review, row.ReviewDue.GetValueOrDefault(), now)),
        ];
    }
}

public enum DueKind { Review = 1, End }

/// <summary>Something of a system that falls due.</summary>
public sealed record DueLine(string Code, string Name, DueKind Kind, DateTimeOffset Due, DateTimeOffset Now)
{
    public bool IsOver => Due <= Now;
}
