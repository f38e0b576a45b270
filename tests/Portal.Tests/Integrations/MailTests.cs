using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Integrations;

public sealed class MailTests
{
    private static readonly MailText Text = MailText.EntrySubmitted("AIS-0001", "Übersicht", 1);

    [Theory, OnBothDatabases]
    public async Task A_mail_arrives_as_text_with_a_link_into_the_portal(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var delivery = await Enqueue(outpost);

        await outpost.Turn();

        var mail = Assert.Single(outpost.Sink.Mails);
        Assert.Contains("From: portal@example.org\r\n", Lines(mail), StringComparison.Ordinal);
        Assert.Contains("To: risk@example.org\r\n", Lines(mail), StringComparison.Ordinal);
        Assert.Contains($"Message-ID: <{delivery}@example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", mail, StringComparison.Ordinal);
        Assert.EndsWith("what should change.\r\n\r\nhttps://portal.example/register/AIS-0001\r\n", Decoded(mail), StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Delivered, (await outpost.OnlyDelivery()).State);
    }

    [Fact]
    public async Task Plain_letters_are_sent_as_they_are()
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        await using (var db = await outpost.House.Dbs.CreateDbContextAsync())
        {
            db.EnqueueMail("risk@example.org", MailText.EntrySubmitted("AIS-0001", "Credit scoring", 1), House.Noon);
            await db.SaveChangesAsync();
        }

        await outpost.Turn();

        Assert.EndsWith("what should change.\r\n\r\nhttps://portal.example/register/AIS-0001", Lines(Assert.Single(outpost.Sink.Mails)).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EHLO", "421 too busy", "busy")]
    [InlineData("MAIL", "530 sign in first", "sign in first")]
    [InlineData("RCPT", "450 try later", "try later")]
    [InlineData("DATA", "452 disk full", "disk full")]
    public async Task What_the_server_refuses_is_kept_with_its_words_and_sent_when_it_takes_it(string verb, string answer, string words)
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        await Enqueue(outpost);
        outpost.Sink.Refuse = (verb, answer);

        await outpost.Turn();
        var waiting = await outpost.OnlyDelivery();
        outpost.Sink.Refuse = null;
        await outpost.TurnUntilNothingWaits();

        Assert.Equal(DeliveryState.Waiting, waiting.State);
        Assert.Contains(words, Assert.Single(waiting.Log).Answer, StringComparison.Ordinal);
        Assert.Single(outpost.Sink.Mails);
    }

    [Theory]
    [InlineData("MAIL", "550 not from you")]
    [InlineData("RCPT", "550 nobody here")]
    [InlineData("RCPT", "553 no such name")]
    public async Task What_the_server_refuses_for_good_is_given_up_at_once_with_its_words(string verb, string answer)
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        await Enqueue(outpost);
        outpost.Sink.Refuse = (verb, answer);

        await outpost.Turn();

        var given = await outpost.OnlyDelivery();
        Assert.Equal((DeliveryState.Dead, 1), (given.State, given.Attempts));
        Assert.Contains(answer[4..], Assert.Single(given.Log).Answer, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task What_waited_for_a_server_for_more_than_a_week_is_sent_only_when_somebody_asks_for_it(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        var old = await Enqueue(outpost);
        outpost.House.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        await outpost.Turn();
        Assert.Empty(outpost.Sink.Mails);
        Assert.Equal(DeliveryState.Dead, (await outpost.OnlyDelivery()).State);

        await outpost.House.Get<SendAgain>().Run(outpost.Admin, old, default);
        await outpost.Turn();
        Assert.Single(outpost.Sink.Mails);
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData("BODY")]
    public async Task When_the_server_hangs_up_the_mail_is_sent_again_under_the_same_id(string verb)
    {
        await using var outpost = await Outpost.On(DatabaseProvider.Sqlite);
        var delivery = await Enqueue(outpost);
        outpost.Sink.HangUpAfter = verb;

        await outpost.Turn();
        Assert.Equal(DeliveryState.Waiting, (await outpost.OnlyDelivery()).State);
        outpost.Sink.HangUpAfter = null;
        await outpost.TurnUntilNothingWaits();

        Assert.Contains($"<{delivery}@", Assert.Single(outpost.Sink.Mails), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_mail_waits_and_says_why()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await house.Person("Risk", Role.RiskManager);

        await house.FileAndSubmit(owner);
        await Outpost.Try(house.Get<Outbox>());

        var queries = house.Get<DeliveryQueries>();
        var line = Assert.Single((await queries.List(new(), new PageRequest(1, 25), default)).Items);
        Assert.False(queries.SendsMail);
        Assert.Equal((DeliveryState.Waiting, Hold.NoMailServer, 0), (line.State, line.Hold, line.Attempts));
    }

    [Theory, OnBothDatabases]
    public async Task Who_may_not_sign_in_any_more_and_who_caused_it_get_no_mail(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (one, left, me) = (await house.Person("One", Role.RiskManager), await house.Person("Left", Role.RiskManager), await house.Person("Me", Role.RiskManager));
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Users.Where(user => user.Id == left.Id().Value).ExecuteUpdateAsync(set => set.SetProperty(user => user.State, PersonState.Disabled));

        await db.EnqueueMails([one.Id(), one.Id(), left.Id(), me.Id()], me, Text, House.Noon, default);
        await db.SaveChangesAsync();

        Assert.Equal([House.AddressOf("One")], await db.Deliveries.Select(delivery => delivery.Target).ToListAsync());
        Assert.DoesNotContain(await db.WhoMay(Permission.ConfirmTiers, default), person => person.Is(left.Person));
    }

    [Theory, OnBothDatabases]
    public async Task What_arrived_is_forgotten_after_ninety_days_and_what_waits_or_is_dead_is_not(DatabaseProvider provider)
    {
        await using var outpost = await Outpost.On(provider);
        await Enqueue(outpost);
        await outpost.Turn();
        outpost.Sink.Refuse = ("RCPT", "450 try later");
        await Enqueue(outpost);

        outpost.House.Time.Advance(TimeSpan.FromDays(90));
        await outpost.House.Get<OutboxWorker>().KeepHouse(default);
        Assert.Equal(2, (await outpost.Deliveries()).Count);
        outpost.House.Time.Advance(TimeSpan.FromMinutes(1));
        await outpost.House.Get<OutboxWorker>().KeepHouse(default);

        Assert.Equal(DeliveryState.Waiting, (await outpost.OnlyDelivery()).State);
    }

    [Theory]
    [InlineData("", 587, "portal@example.org", "", "", 0)]
    [InlineData("mail.example.org", 25, "portal@example.org", "", "", 0)]
    [InlineData("mail.example.org", 25, "portal@example.org", "user", "secret", 0)]
    [InlineData("mail.example.org", 0, "no address", "", "", 2)]
    [InlineData("mail.example.org", 25, "portal@example.org", "user", "", 1)]
    [InlineData("mail.example.org", 25, "portal@example.org", "", "secret", 1)]
    [InlineData("smtp://mail.example.org", 25, "portal@example.org", "", "", 1)]
    public void Faulty_settings_are_named(string host, int port, string from, string user, string password, int faults) =>
        Assert.Equal(faults, new SmtpOptions { Host = host, Port = port, From = from, User = user, Password = password }.Faults().Count);

    private static async Task<DeliveryId> Enqueue(Outpost outpost)
    {
        await using var db = await outpost.House.Dbs.CreateDbContextAsync();
        var id = db.EnqueueMail("risk@example.org", Text, House.Noon);
        await db.SaveChangesAsync();
        return id;
    }

    private static string Lines(string mail) => mail.ReplaceLineEndings("\r\n");

    private static string Decoded(string mail) => Encoding.UTF8.GetString(Convert.FromBase64String(Lines(mail).Split("\r\n\r\n", 2)[1]));
}
