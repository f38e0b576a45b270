using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

/// <summary>Links that go by mail: for a forgotten password, and for an invitation.</summary>
public sealed partial class PasswordResetTests
{
    private const string Chosen = "seven quiet herons";

    [Theory, OnBothDatabases]
    public async Task Who_forgot_the_password_sets_a_new_one_by_the_link_that_is_mailed_and_every_session_ends(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var owner = await outpost.House.Person("Owner", Role.SystemOwner);

        await Ask(outpost, " OWNER@example.org ");
        await outpost.Turn();
        var secret = SecretIn(Assert.Single(outpost.Sink.Mails));
        Assert.Null((await outpost.House.Get<SetPassword>().Run(new(secret, Chosen, Origin.None), default)).Refusal);

        Assert.Null(await outpost.House.Get<Sessions>().Actor(owner.Session.GetValueOrDefault(), default));
        Assert.Null((await outpost.House.Get<SignIn>().Run(new("owner@example.org", Chosen, Origin.None), default)).Refusal);
        Assert.NotNull((await outpost.House.Get<SetPassword>().Run(new(secret, Chosen + "!", Origin.None), default)).Refusal);
        Assert.Equal(
            ["password.asked", "session.ended", "password.set", "person.signed-in", "password.set.refused"], (await outpost.House.Entries()).Select(entry => entry.Action));
    }

    [Theory, OnBothDatabases]
    public async Task The_secret_of_a_mailed_link_is_in_clear_neither_in_the_database_nor_in_the_list_of_deliveries(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        await outpost.House.Person("Owner", Role.SystemOwner);
        await Ask(outpost, "owner@example.org");
        await outpost.Turn();
        var secret = SecretIn(Assert.Single(outpost.Sink.Mails));

        var row = await outpost.OnlyDelivery();
        var shown = await outpost.House.Get<DeliveryQueries>().One(row.Id, default);

        Assert.DoesNotContain(secret, $"{row.Title} {row.Body} {row.Path} {Encoding.Latin1.GetString(row.SealedSecret ?? [])}", StringComparison.Ordinal);
        Assert.NotNull(row.SealedSecret);
        Assert.Equal("https://portal.example/account/accept#…", shown?.Link);
        Assert.DoesNotContain(secret, string.Join('\n', (await outpost.House.Entries()).Select(entry => Encoding.UTF8.GetString(entry.Bytes))), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_but_who_may_sign_in_is_sent_a_link_and_nobody_two_within_two_minutes(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        await outpost.House.Person("Owner", Role.SystemOwner);
        var gone = await outpost.House.Person("Gone", Role.SystemOwner);
        await outpost.House.Get<DisablePerson>().Run(outpost.Admin, new(gone.Id(), "Left the team."), default);

        foreach (var address in new[] { "nobody@example.org", "gone@example.org", "", "owner@example.org", "owner@example.org" })
            await Ask(outpost, address);
        Assert.Equal("owner@example.org", (await outpost.OnlyDelivery()).Target);

        outpost.House.Time.Advance(TimeSpan.FromMinutes(2.1));
        await Ask(outpost, "owner@example.org");
        Assert.Equal(2, (await outpost.Deliveries()).Count);
        Assert.Equal(3, (await outpost.House.Entries()).Count(entry => entry.Action == "password.ask.refused"));
    }

    [Theory, OnBothDatabases]
    public async Task An_invitation_is_mailed_with_the_link_that_the_administrator_is_shown(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        await outpost.House.Get<Departments>().Add(outpost.Admin, "Payments", default);

        var invitation = (await outpost.House.Get<InvitePerson>().Run(outpost.Admin, new("new@example.org", "New Colleague", "Payments", [], "New in the team."), default)).Value;
        await outpost.Turn();

        Assert.Equal(invitation.Secret, SecretIn(Assert.Single(outpost.Sink.Mails)));
    }

    [Fact]
    public async Task Without_a_mail_server_no_link_is_offered_and_no_invitation_waits_in_the_outbox()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var admin = await house.Person("Admin", Role.Administrator);
        await house.Get<Departments>().Add(admin, "Payments", default);

        await house.Get<InvitePerson>().Run(admin, new("new@example.org", "New Colleague", "Payments", [], "New in the team."), default);

        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.False(await db.Deliveries.AnyAsync());
        Assert.False(house.Get<PasswordResets>().AreOffered);
    }

    [Theory, OnBothDatabases]
    public async Task The_person_and_the_administrators_are_told_when_signing_is_locked(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var member = await outpost.House.Person("Member", Role.BoardMember);

        for (var attempt = 0; attempt < 6; attempt++)
            await outpost.House.Get<StepUp>().Run(member, new("wrong", Digest.Of([]), "I approve."), default);
        await outpost.Turn();

        Assert.Equal(["admin@example.org", "member@example.org"], (await outpost.Deliveries()).Select(delivery => delivery.Target).Order());
        Assert.All(outpost.Sink.Mails, mail => Assert.Contains("Signing is locked for Member", mail, StringComparison.Ordinal));
    }

    private static Task<Result<Done>> Ask(Outpost outpost, string address) => outpost.House.Get<PasswordResets>().Serve(address, default);

    private static string SecretIn(string mail) => Link().Match(mail).Groups[1].Value;

    [GeneratedRegex(@"https://portal\.example/account/accept#([\w-]{43})\s")]
    private static partial Regex Link();
}
