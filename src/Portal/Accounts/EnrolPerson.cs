using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Opens an account with its roles. Only the portal itself enrols people so far, when it sets up a demo.</summary>
public sealed class EnrolPerson(IDbContextFactory<PortalDb> dbs, IPasswordHasher<PortalUser> hasher, ILookupNormalizer normalizer, PersonKeys keys, TimeProvider time)
{
    public sealed record Input(string Email, string Name, string Department, string Password, IReadOnlyList<Role> Roles);

    public Task<Result<PersonId>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<PersonId>(async db =>
    {
        if (actor.Through != Through.System)
            return new Forbidden("Only the portal itself enrols people.");

        var now = time.GetUtcNow();
        var email = normalizer.NormalizeEmail(input.Email);
        if (await db.Users.AnyAsync(user => user.NormalizedEmail == email, ct))
            return new Invalid("email", $"{input.Email} has an account already.");

        var user = new PortalUser(input.Email, input.Name, input.Department, now) { NormalizedEmail = email, NormalizedUserName = normalizer.NormalizeName(input.Email), EmailConfirmed = true, IsDemo = true };
        user.PasswordHash = hasher.HashPassword(user, input.Password);
        db.Users.Add(user);
        db.RoleGrants.AddRange(input.Roles.Select(role => new RoleGrant(user.Person, role, now)));
        await Departments.Ensure(db, input.Department, now, ct);
        db.Record(new EntryDraft(actor, now, "person.enrolled", user.Person.ToString())
        {
            Personal = await keys.Seal(db, user.Person, PersonFields.OnRecord(user), now, ct),
            Details = new Dictionary<string, string> { ["roles"] = string.Join(", ", input.Roles) },
        });
        return user.Person;
    }, ct);
}
