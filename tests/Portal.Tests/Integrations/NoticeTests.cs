using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Integrations.Notices;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Integrations;

public sealed class NoticeTests
{
    private static readonly MailText Decision = MailText.StepOpened("PR-0001", "Credit scoring", "v1", "Production", "Technical");
    private static readonly MailText Stale = MailText.WentStale("PR-0001", "Credit scoring", "v1", ["Purpose"]);

    [Theory, OnBothDatabases]
    public async Task The_bell_says_the_same_as_the_mail_to_the_same_people(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        await review.Sign(promotion, review.Technical, Verdict.Reject, "Not yet.");
        await using var db = await review.House.Dbs.CreateDbContextAsync();

        var addresses = await db.Users.ToDictionaryAsync(user => new PersonId(user.Id), user => user.Email);
        var mails = await db.Deliveries.Select(mail => new { To = mail.Target, mail.Type, mail.About, mail.Title, mail.Body, mail.Path, At = mail.CreatedAt }).ToListAsync();
        var notices = await db.Notices.ToListAsync();

        Assert.Contains(mails, mail => mail.Type == "promotion.rejected");
        Assert.Equal(
            mails.Select(mail => (mail.To, mail.Type, mail.About, mail.Title, mail.Body, mail.Path, mail.At)).Order(),
            notices.Select(notice => (addresses[notice.Person] ?? "", notice.Type, notice.About, (string?)notice.Title, notice.Text, (string?)notice.Path, notice.At)).Order());
    }

    [Theory, OnBothDatabases]
    public async Task Each_person_is_told_by_the_ways_they_chose_and_of_what_duty_demands_by_both(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        Dictionary<ToldBy, Actor> people = [];
        foreach (var by in Enum.GetValues<ToldBy>())
            _ = (await house.Get<ChooseNotices>().Run(people[by] = await house.Person(by.ToString()), new(new Dictionary<NoticeKind, ToldBy> { [NoticeKind.Decision] = by }), default)).Value;

        var all = people.Values.Select(person => person.Id()).ToList();
        await Tell(house, all, Decision);
        await Tell(house, all, Stale);
        await Tell(house, all, MailText.SigningLocked(all[0], "Somebody"));

        Assert.Equal(["Mail", "MailAndBell"], await Told(house, Decision, mail: true));
        Assert.Equal(["Bell", "MailAndBell"], await Told(house, Decision, mail: false));
        foreach (var type in new[] { Stale.Type, "credential.locked" })
        {
            Assert.Equal(4, (await Told(house, type, mail: true)).Count);
            Assert.Equal(4, (await Told(house, type, mail: false)).Count);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_choice_is_in_the_ledger_with_what_it_changed_and_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var person = await house.Person("Somebody");
        var choices = new Dictionary<NoticeKind, ToldBy> { [NoticeKind.Decision] = ToldBy.MailAndBell, [NoticeKind.Stale] = ToldBy.Nothing, [NoticeKind.Finding] = ToldBy.Bell };

        _ = (await house.Get<ChooseNotices>().Run(person, new(choices), default)).Value;
        _ = (await house.Get<ChooseNotices>().Run(person, new(choices), default)).Value;

        var entry = Assert.Single(await house.Entries(), entry => entry.Action == "notices.chosen");
        Assert.Equal(person.Person.ToString(), entry.Subject);
        Assert.Contains("\"details\":{\"Finding\":\"Bell\",\"Stale\":\"Nothing\"}", Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
        var kept = await house.Get<NoticeQueries>().Choices(person.Id(), default);
        Assert.Equal(NoticeKinds.Chosen, kept.Keys.Order());
        Assert.Equal((ToldBy.MailAndBell, ToldBy.Nothing, ToldBy.Bell), (kept[NoticeKind.Decision], kept[NoticeKind.Stale], kept[NoticeKind.Finding]));
    }

    [Fact]
    public async Task What_duty_demands_cannot_be_switched_off_and_the_refusal_names_it()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var person = await house.Person("Somebody");

        var refused = await house.Get<ChooseNotices>().Run(person, new(new Dictionary<NoticeKind, ToldBy> { [NoticeKind.Duty] = ToldBy.Nothing, [NoticeKind.Rest] = (ToldBy)9 }), default);

        Assert.Equal(["Duty", "Rest"], Assert.IsType<Invalid>(refused.Refusal).Faults.Select(fault => fault.Field));
        Assert.DoesNotContain(await house.Entries(), entry => entry.Action == "notices.chosen");
    }

    [Theory, OnBothDatabases]
    public async Task What_another_node_tells_rings_here_once_and_so_does_that_it_was_read(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await using var other = house.AnotherNode();
        var (one, two) = (await house.Person("One"), await house.Person("Two"));
        var watch = house.Get<NoticeWatch>();
        await Tell(house, [two.Id()], Stale);
        await watch.Turn(default);
        using var stop = new CancellationTokenSource();
        await using var heard = house.Get<LiveFeed<NoticesOf>>().Watch(TimeSpan.Zero, TimeProvider.System, stop.Token).GetAsyncEnumerator(stop.Token);

        await Tell(house, [one.Id()], Decision);
        await watch.Turn(default);
        await watch.Turn(default);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal([new NoticesOf(one.Id())], heard.Current);

        house.Time.Advance(TimeSpan.FromSeconds(1));
        _ = (await other.GetRequiredService<ReadNotices>().Run(two, new(), default)).Value;
        await watch.Turn(default);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal([new NoticesOf(two.Id())], heard.Current);
    }

    [Theory, OnBothDatabases]
    public async Task Each_reads_their_own_one_by_one_or_all_and_the_newest_stand_first(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (me, other) = (await house.Person("Me"), await house.Person("Other"));
        foreach (var text in new[] { Decision, Stale, Decision })
        {
            await Tell(house, [me.Id(), other.Id()], text);
            house.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var (queries, read) = (house.Get<NoticeQueries>(), house.Get<ReadNotices>());
        var bell = await queries.Bell(me.Id(), default);
        Assert.Equal((3, 3), (bell.Unread, bell.Newest.Count));
        Assert.True(bell.Newest[0].At > bell.Newest[1].At);

        _ = (await read.Run(other, new(bell.Newest[0].Id), default)).Value;
        Assert.Equal(3, (await queries.Bell(me.Id(), default)).Unread);
        _ = (await read.Run(me, new(bell.Newest[1].Id), default)).Value;
        Assert.Equal([Decision.Title, Decision.Title], (await queries.List(me.Id(), new(UnreadOnly: true), new PageRequest(1, 25), default)).Items.Select(line => line.Title));
        _ = (await read.Run(me, new(), default)).Value;

        Assert.Equal(0, (await queries.Bell(me.Id(), default)).Unread);
        Assert.Equal(3, (await queries.List(me.Id(), new(), new PageRequest(2, 2), default)).Total);
        Assert.Equal(3, (await queries.Bell(other.Id(), default)).Unread);
    }

    [Theory, OnBothDatabases]
    public async Task Ninety_days_after_it_came_or_was_read_a_notice_is_forgotten(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var person = await house.Person("Somebody");
        await Tell(house, [person.Id()], Decision);

        house.Time.Advance(TimeSpan.FromDays(90));
        await house.Get<OutboxWorker>().KeepHouse(default);
        Assert.Equal(1, (await house.Get<NoticeQueries>().Bell(person.Id(), default)).Unread);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.Get<OutboxWorker>().KeepHouse(default);

        Assert.Equal(0, (await house.Get<NoticeQueries>().Bell(person.Id(), default)).Unread);
    }

    /// <summary>A new mail about a request has its place among the kinds that people choose, or is duty.</summary>
    [Fact]
    public void Every_mail_about_a_decision_has_a_kind_of_its_own()
    {
        var texts = typeof(MailText).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(MailText))
            .Select(method => (MailText)method.Invoke(null, [.. method.GetParameters().Select(parameter => Some(parameter.ParameterType))])!).ToList();

        Assert.True(texts.Count > 30, "the mails were not found");
        Assert.Equal(["system.used-changed"], texts.Where(text => text.Kind == NoticeKind.Rest).Select(text => text.Type));
    }

    private static object Some(Type type) => type == typeof(string) ? "text"
        : type.IsGenericType ? new[] { "one" }
        : Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made.");

    private static async Task Tell(House house, IReadOnlyList<PersonId> people, MailText text)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.EnqueueMails(people, Actor.System("test"), text, house.Time.GetUtcNow(), default);
        await db.SaveChangesAsync();
    }

    private static Task<IReadOnlyList<string>> Told(House house, MailText text, bool mail) => Told(house, text.Type, mail);

    private static async Task<IReadOnlyList<string>> Told(House house, string type, bool mail)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var people = await db.Users.ToListAsync();
        var mailed = await db.Deliveries.Where(row => row.Type == type).Select(row => row.Target).ToListAsync();
        var rung = await db.Notices.Where(row => row.Type == type).Select(row => row.Person).ToListAsync();
        return [.. people.Where(person => mail ? mailed.Contains(person.Email ?? "") : rung.Contains(person.Person)).Select(person => person.Name).Order()];
    }
}
