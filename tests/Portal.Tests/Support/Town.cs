using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>Two administrators and somebody who has no role yet.</summary>
internal sealed class Town : IAsyncDisposable
{
    private Town(House house) => House = house;

    public House House { get; }

    public required Actor First { get; init; }

    public required Actor Second { get; init; }

    public required Actor Somebody { get; init; }

    public ChangeGroups Groups => House.Get<ChangeGroups>();

    public static async Task<Town> On(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        return new Town(house)
        {
            First = await house.Person("First", Role.Administrator),
            Second = await house.Person("Second", Role.Administrator),
            Somebody = await house.Person("Somebody"),
        };
    }

    public Task<Result<GrantState>> Grant(Actor by, Actor to, Role role) => House.Get<GrantRole>().Run(by, new(to.Id(), role, "Their work."), default);

    public async Task<Result<Done>> Confirm(Actor by, Actor of, Role role)
    {
        var grant = await GrantOf(of, role);
        var proof = await House.Get<StepUp>().Run(by, new(House.Password, grant.Digest, ConfirmGrant.Meaning(role, of.Name)), default);
        return await House.Get<ConfirmGrant>().Run(by, new(grant.Id, grant.Digest, proof.Value), default);
    }

    /// <summary>Grants what takes two as two do it.</summary>
    public async Task Give(Actor to, Role role)
    {
        _ = (await Grant(First, to, role)).Value;
        _ = (await Confirm(Second, to, role)).Value;
    }

    public async Task<Actor> BoardMember(string name)
    {
        var member = await House.Person(name);
        await Give(member, Role.BoardMember);
        return member;
    }

    public Task<Result<SeatId>> Fill(string function, Actor holder, Actor? alternate = null, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        House.Get<FillSeat>().Run(First, new(function, holder.Id(), alternate?.Person, from, to), default);

    /// <summary>The name of who holds the seat now.</summary>
    public async Task<string?> Holder(string function) =>
        (await House.Get<SeatQueries>().Board(default)).Single(seat => seat.Function == function).Now?.Holder.Name;

    public Task<Result<Done>> TakeAway(Actor by, RoleGrantId grant, string reason) => House.Get<TakeRoleAway>().Run(by, new(grant, reason), default);

    public async Task<RoleGrant> GrantOf(Actor person, Role role)
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.RoleGrants.AsNoTracking().Where(grant => grant.Person == person.Person && grant.Role == role).OrderByDescending(grant => grant.ProposedAt).FirstAsync();
    }

    /// <summary>The person with what the database says now.</summary>
    public async Task<Actor> Now(Actor person) =>
        await House.Get<Actors>().InPerson(person.Id(), default) ?? throw new InvalidOperationException($"{person.Name} may not act.");

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
