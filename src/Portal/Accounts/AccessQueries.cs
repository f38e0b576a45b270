using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>One person's hold of one role as of a date; by way of a group when one is named.</summary>
public sealed record AccessLine(
    PersonId Person, string Name, string Email, string Department, PersonState State, Role Role, string? Group,
    DateTimeOffset Since, string? GrantedBy, string? ConfirmedBy, bool Bootstrap, DateTimeOffset? LastSignInAt)
{
    /// <summary>Of an account that ends by itself.</summary>
    public DateOnly? LastDay { get; init; }
}

public sealed record ReviewSummary(RoleReviewId Id, string Name, string? OpenedBy, DateTimeOffset OpenedAt, DateTimeOffset Due, int Items, int Decided);

public sealed record ReviewItemLine(GrantLine Grant, ReviewOutcome? Outcome, string? DecidedBy, DateTimeOffset? DecidedAt, string Reason, string? WhyNot);

/// <summary>Who has which role, as of a date; and how the reviews of roles stand.</summary>
public sealed class AccessQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, RoleQueries roles, Calendar calendar, TimeProvider time)
{
    /// <summary>Everybody who held a role then, by name, and as they were then; as many as an organisation grants, so all of them.</summary>
    public async Task<IReadOnlyList<AccessLine>> AsOf(AsOf asOf, CancellationToken ct)
    {
        var at = asOf.At ?? time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var grants = await db.HeldGrantsAt(at).AsNoTracking().ToListAsync(ct);
        var byGroup = await db.GroupHoldsAt(at, ct);
        var ids = grants.SelectMany(grant => new[] { grant.Person, grant.ProposedBy, grant.DecidedBy }).Concat(byGroup.SelectMany(hold => new[] { hold.Person, hold.AddedBy }))
            .OfType<PersonId>().Select(person => person.Value).Distinct().ToList();
        var were = await db.PeopleAt(at).Where(person => ids.Contains(person.UserId)).ToDictionaryAsync(person => person.Person, ct);
        var addresses = await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => new PersonId(user.Id), user => user.Email ?? "", ct);
        var signedIn = await db.Sessions.Where(session => session.StartedAt <= at).GroupBy(session => session.Person)
            .Select(own => new { Person = own.Key, Last = own.Max(session => session.StartedAt) }).ToDictionaryAsync(own => own.Person, own => own.Last, ct);
        var lines = grants.Select(grant => Line(grant.Person, grant.Role, null, grant.ValidFrom ?? grant.ProposedAt, grant.ProposedBy, grant.DecidedBy, grant.Bootstrap))
            .Concat(byGroup.Select(hold => Line(hold.Person, hold.Role, hold.Group, hold.Since, hold.AddedBy, null, bootstrap: false)));
        return [.. lines.OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Person.Value).ThenBy(line => line.Role).ThenBy(line => line.Group, StringComparer.OrdinalIgnoreCase)];

        AccessLine Line(PersonId person, Role role, string? group, DateTimeOffset since, PersonId? by, PersonId? confirmed, bool bootstrap)
        {
            var was = were[person];
            return new(person, was.Name, addresses[person], was.Department, was.State, role, group, since,
                by is { } one ? were[one].Name : null, confirmed is { } two ? were[two].Name : null, bootstrap,
                signedIn.TryGetValue(person, out var last) ? last : null)
            { LastDay = calendar.LastDayBefore(was.EndsAt) };
        }
    }

    /// <summary>The reviews, the newest first.</summary>
    public async Task<IReadOnlyList<ReviewSummary>> Reviews(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.RoleReviews.AsNoTracking().OrderByDescending(review => review.OpenedAt).ThenByDescending(review => review.Name).Take(20)
            .Select(review => new { review.Id, review.Name, review.OpenedBy, review.OpenedAt, review.Due, Items = review.Items.Count, Decided = review.Items.Count(item => item.Outcome != null) })
            .ToListAsync(ct);
        var names = await people.ById(rows.Select(row => row.OpenedBy).OfType<PersonId>(), ct);
        return [.. rows.Select(row => new ReviewSummary(row.Id, row.Name, row.OpenedBy is { } by ? names[by].Name : null, row.OpenedAt, row.Due, row.Items, row.Decided))];
    }

    /// <summary>The roles of a review, what is open first; each with why this reader does not decide on it.</summary>
    public async Task<IReadOnlyList<ReviewItemLine>> Items(Actor reader, RoleReviewId review, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var items = await db.RoleReviewItems.AsNoTracking().Where(item => item.Review == review).ToListAsync(ct);
        var ids = items.ConvertAll(item => item.Grant);
        var rows = await db.RoleGrants.AsNoTracking().Where(grant => ids.Contains(grant.Id)).ToListAsync(ct);
        var grants = (await roles.Lines(rows, ct)).ToDictionary(line => line.Id);
        var confirmers = rows.ToDictionary(grant => grant.Id, grant => grant.DecidedBy);
        var names = await people.ById(items.Select(item => item.DecidedBy).OfType<PersonId>(), ct);
        return [.. items.Select(item => new ReviewItemLine(
                grants[item.Grant], item.Outcome, item.DecidedBy is { } by ? names[by].Name : null, item.DecidedAt, item.Reason,
                reader.Person is { } me && reader.May(Permission.ManagePeople)
                    ? RoleReviewItem.WhyNot(me, item.Person, item.Role, grants[item.Grant].ProposedBy, confirmers[item.Grant])
                    : "Administrators decide."))
            .OrderBy(line => line.Outcome is not null).ThenBy(line => line.Grant.PersonName, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Grant.Role).ThenBy(line => line.Grant.Id.Value)];
    }
}
