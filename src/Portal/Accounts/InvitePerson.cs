using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Opens an account for somebody who sets the password themselves by a one-time link; their roles are granted or proposed with it.</summary>
public sealed class InvitePerson(IDbContextFactory<PortalDb> dbs, PersonKeys keys, Invitations invitations, Calendar calendar, TimeProvider time)
{
    /// <param name="Email">To which the link goes.</param>
    /// <param name="Name">As it is printed under what they sign.</param>
    /// <param name="Department">Where they belong.</param>
    /// <param name="Roles">Granted with it, or proposed.</param>
    /// <param name="Reason">On record.</param>
    /// <param name="LastDay">At its end the account ends by itself; absent for who stays.</param>
    public sealed record Input(string Email, string Name, string Department, IReadOnlyCollection<Role> Roles, string Reason, DateOnly? LastDay = null);

    /// <summary>Who was invited, and the secret of their link, which is kept nowhere.</summary>
    public sealed record Invitation(PersonId Person, string Secret)
    {
        // The secret must not reach a log by way of the record's own text.
        public override string ToString() => nameof(Invitation);
    }

    public Task<Result<Invitation>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Invitation>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.invite", "people", unfit);
        if (PersonFields.FaultsOf(input.Name, input.Email, input.Department) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await Departments.FaultOf(db, input.Department, ct) is { } homeless)
            return homeless;
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;

        if (input.LastDay is { } last && LimitAccount.Problem(last, calendar.Today) is { } late)
            return new Invalid("lastDay", late);

        var user = PortalUser.Invited(input.Email.Trim(), input.Name.Trim(), input.Department, input.LastDay is { } day ? calendar.StartOf(day.AddDays(1)) : null, now);
        PersonFields.Normalise(user);
        if (await db.Users.AnyAsync(known => known.NormalizedEmail == user.NormalizedEmail, ct))
            return new Invalid("email", $"{user.Email} has an account already.");
        if (ConflictWithin(input.Roles) is { } conflict)
            return new Invalid("roles", conflict);

        db.Users.Add(user);
        var inSetUp = await Administration.InSetUp(db, ct);
        foreach (var role in input.Roles)
        {
            if ((await GrantRole.Grant(db, actor, new(user.Person, role, input.Reason), inSetUp, now, ct)).Refusal is { } refusal)
                return refusal;
        }

        var secret = await invitations.Make(db, user, now, ct);
        db.Record(new EntryDraft(actor, now, "person.invited", user.Person.ToString())
        {
            Personal = await keys.Seal(db, user.Person, PersonFields.OnRecord(user), now, ct),
            Reason = input.Reason.Trim(),
            Details = new Dictionary<string, string> { ["roles"] = string.Join(", ", input.Roles), ["lastDay"] = input.LastDay is { } ends ? Calendar.Text(ends) : "" },
        });
        return new Invitation(user.Person, secret);
    }, ct);

    /// <summary>Grants of this call are not in the database yet, so they are held against each other here.</summary>
    private static string? ConflictWithin(IReadOnlyCollection<Role> roles) =>
        roles.Select(role => RoleRules.Conflict(role, roles)).OfType<string>().FirstOrDefault();
}
