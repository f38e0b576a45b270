using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class PersonStateTests
{
    [Fact]
    public void An_account_moves_only_along_its_table()
    {
        var moves = from one in Enum.GetValues<PersonState>()
                    from other in Enum.GetValues<PersonState>()
                    where PersonMoves.CanMove(one, other)
                    select $"{one} -> {other}";

        Assert.Equal(
            [
                "Invited -> Active",
                "Invited -> Disabled",
                "Invited -> Left",
                "Active -> Disabled",
                "Active -> Left",
                "Disabled -> Invited",
                "Disabled -> Active",
                "Disabled -> Left",
            ],
            moves);
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_disabled_is_out_at_once_and_keeps_their_roles_for_later(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.Grant(town.First, town.Somebody, Role.Developer)).Value;
        var session = (await town.House.Get<SignIn>().Run(new(House.AddressOf("Somebody"), House.Password, Origin.None), default)).Value.Begun().Session;

        Assert.IsType<Invalid>((await Disable(town, town.First, town.Somebody, "")).Refusal);
        _ = (await Disable(town, town.First, town.Somebody, "Lost the laptop.")).Value;

        Assert.Null(await town.House.Get<Sessions>().Actor(session, default));
        Assert.NotNull((await town.House.Get<SignIn>().Run(new(House.AddressOf("Somebody"), House.Password, Origin.None), default)).Refusal);
        _ = (await town.House.Get<EnablePerson>().Run(town.First, new(town.Somebody.Id(), "Found it."), default)).Value;
        Assert.True((await town.Now(town.Somebody)).May(Permission.DeclareVersions));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_locks_themselves_out_and_the_last_administrator_stays(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        Assert.IsType<Forbidden>((await Disable(town, town.First, town.First, "Tired.")).Refusal);
        _ = (await Disable(town, town.First, town.Second, "Away.")).Value;

        Assert.True(await town.House.Get<RoleQueries>().InSetUp(default));
        Assert.IsType<NotAllowed>((await town.TakeAway(town.First, (await town.GrantOf(town.First, Role.Administrator)).Id, "Tired.")).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_invited_person_sets_a_password_and_has_what_was_granted(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.House.Get<Departments>().Add(town.First, "Payments", default)).Value;

        var invitation = (await Invite(town, "new@example.org", Role.Developer, Role.TechnicalReviewer)).Value;
        _ = (await town.House.Get<SetPassword>().Run(new(invitation.Secret, "a walk along the river", Origin.None), default)).Value;

        var actor = await town.House.Get<Actors>().InPerson(invitation.Person, default);
        Assert.True(actor?.May(Permission.DeclareVersions));
        Assert.False(actor?.May(Permission.SignTechnical));
        Assert.Equal("new@example.org", Assert.Single((await town.House.Get<PeopleList>().Page(new(Role: Role.Developer), new PageRequest(1, 25), default)).Items).Email);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_link_takes_the_place_of_one_that_was_not_used(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.House.Get<Departments>().Add(town.First, "Payments", default)).Value;
        var first = (await Invite(town, "new@example.org")).Value;
        town.House.Time.Advance(TimeSpan.FromDays(8));

        var second = (await town.House.Get<InviteAgain>().Run(town.Second, first.Person, default)).Value;

        Assert.IsType<Forbidden>((await town.House.Get<SetPassword>().Run(new(first.Secret, "a walk along the river", Origin.None), default)).Refusal);
        _ = (await town.House.Get<SetPassword>().Run(new(second.Secret, "a walk along the river", Origin.None), default)).Value;
        Assert.IsType<NotAllowed>((await town.House.Get<InviteAgain>().Run(town.First, first.Person, default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_invitation_names_what_is_wrong_and_leaves_nothing_behind(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        _ = (await town.House.Get<Departments>().Add(town.First, "Payments", default)).Value;

        Assert.Equal("email", FieldOf(await Invite(town, "no address")));
        Assert.Equal("email", FieldOf(await Invite(town, House.AddressOf("Somebody").ToUpperInvariant())));
        Assert.Equal("roles", FieldOf(await Invite(town, "new@example.org", Role.Administrator, Role.BoardMember)));
        Assert.Equal("department", FieldOf(await town.House.Get<InvitePerson>().Run(town.First, new("new@example.org", "New", "Nowhere", [], "New."), default)));
        Assert.IsType<Forbidden>((await town.House.Get<InvitePerson>().Run(town.Somebody, new("new@example.org", "New", "Payments", [], "New."), default)).Refusal);

        Assert.Equal(3, (await town.House.Get<PeopleList>().Page(new(), new PageRequest(1, 25), default)).Total);
    }

    private static string? FieldOf<T>(Result<T> result) => (result.Refusal as Invalid)?.Faults[0].Field;

    private static Task<Result<InvitePerson.Invitation>> Invite(Town town, string email, params Role[] roles) =>
        town.House.Get<InvitePerson>().Run(town.First, new(email, "New Colleague", "Payments", roles, "New in the team."), default);

    private static Task<Result<Done>> Disable(Town town, Actor by, Actor who, string reason) => town.House.Get<DisablePerson>().Run(by, new(who.Id(), reason), default);
}
