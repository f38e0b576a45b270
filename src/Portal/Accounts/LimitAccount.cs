using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Says on which day an account ends by itself, or that it does not any more: for those who come for a time, as external auditors.
/// Their roles stay theirs, so a longer term takes one administrator, as letting somebody in again does.
/// </summary>
public sealed class LimitAccount(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    internal const string NoTerm = "An administrator's account has no last day: the portal must not lose those who administer it by a date.";
    private const int MostDays = 730;

    /// <param name="Person">Whose account.</param>
    /// <param name="LastDay">At its end nobody acts by it; null when it goes on.</param>
    /// <param name="Reason">On record.</param>
    public sealed record Input(PersonId Person, DateOnly? LastDay, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        if (Administration.RefusalOf(actor) is { } unfit)
            return db.Refused(actor, now, "person.limit", input.Person.ToString(), unfit);
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;
        if (input.LastDay is { } last && Problem(last, calendar.Today) is { } late)
            return new Invalid("lastDay", late);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == input.Person.Value, ct) is not { } user)
            return new NotFound("This person");
        if (actor.Is(input.Person))
            return db.Refused(actor, now, "person.limit", input.Person.ToString(), new Forbidden("Nobody sets the term of their own account: another administrator does."));
        if (input.LastDay is not null && (await db.LiveRolesOf(input.Person, ct)).Contains(Role.Administrator))
            return db.Refused(actor, now, "person.limit", input.Person.ToString(), new NotAllowed(NoTerm));

        var before = calendar.LastDayBefore(user.EndsAt);
        if (user.EndAt(input.LastDay is { } day ? calendar.StartOf(day.AddDays(1)) : null, now) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, now, "person.limited", input.Person.ToString())
        {
            Reason = input.Reason.Trim(),
            Details = new Dictionary<string, string> { ["lastDay"] = TextOf(input.LastDay), ["before"] = TextOf(before) },
        });
        return new Done();
    }, ct);

    internal static string? Problem(DateOnly last, DateOnly today) =>
        last < today ? "This day is past." : last > today.AddDays(MostDays) ? $"That is more than {MostDays / 365} years away." : null;

    private static string TextOf(DateOnly? day) => day is { } named ? Calendar.Text(named) : "none";
}
