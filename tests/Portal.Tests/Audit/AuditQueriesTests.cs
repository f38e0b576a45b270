using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class AuditQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task The_newest_entry_comes_first_with_the_name_of_who_acted(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await Enter(house, owner, ("system.filed", "AIS-0001"), ("system.submitted", "AIS-0001"));

        var page = await Entries(house, new());

        Assert.Equal([(1L, "system.submitted", "Owner"), (0L, "system.filed", "Owner")], page.Items.Select(line => (line.Index, line.Action, line.PersonName)));
    }

    [Theory, OnBothDatabases]
    public async Task A_subject_stands_for_what_is_below_it_and_for_nothing_that_only_begins_like_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await Enter(house, owner, ("a.b", "AIS-0001"), ("a.b", "AIS-0001/v1"), ("a.b", "AIS-00011"), ("a.b", "AIS-0002"), ("a.b", "AIS-0001%"));

        var page = await Entries(house, new(Subject: "AIS-0001"));

        Assert.Equal(["AIS-0001/v1", "AIS-0001"], page.Items.Select(line => line.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task Entries_are_found_by_action_person_and_outcome(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        await Enter(house, owner, ("system.filed", "AIS-0001"), ("system.accept.refused", "AIS-0001"), ("systematic.other", "x"));
        await Enter(house, risk, ("system.published", "AIS-0001"));

        Assert.Equal([3L, 1L, 0L], await Indices(house, new(Action: "system.")));
        Assert.Equal([3L], await Indices(house, new(Person: risk.Person)));
        Assert.Equal([1L], await Indices(house, new(Outcome: EntryOutcome.Refused)));
        Assert.Equal([0L], await Indices(house, new(Action: "system.", Person: owner.Person, Outcome: EntryOutcome.Done)));
    }

    [Theory, OnBothDatabases]
    public async Task A_subject_that_is_a_person_has_a_name(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await Enter(house, Actor.System("test"), ("person.signed-in", owner.Id().ToString()));

        var line = (await Entries(house, new())).Items.Single();

        Assert.Equal((null, "Owner"), (line.PersonName, line.SubjectName));
    }

    [Theory, OnBothDatabases]
    public async Task An_entry_comes_with_the_bytes_that_give_its_digest(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await Enter(house, await house.Person("Owner", Role.SystemOwner), ("system.filed", "AIS-0001"));

        var entry = await house.Get<AuditQueries>().Entry(0, default);

        Assert.NotNull(entry);
        Assert.Equal(entry.Line.Digest, EntryDraft.DigestOf(entry.Bytes));
        Assert.Empty(entry.Breaks);
        Assert.Null(await house.Get<AuditQueries>().Entry(1, default));
    }

    [Theory, OnBothDatabases]
    public async Task As_of_an_instant_nothing_is_shown_that_came_later(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await Enter(house, owner, ("system.filed", "AIS-0001"));
        _ = (await house.Sign()).Value;
        house.Time.Advance(TimeSpan.FromDays(1));
        await Enter(house, owner, ("system.submitted", "AIS-0001"));
        _ = (await house.Sign()).Value;

        Assert.Equal([0L], await Indices(house, new(Before: house.Time.GetUtcNow())));
        Assert.Equal(1, (await house.Get<LedgerProofs>().Latest(house.Time.GetUtcNow(), default))?.Size);
        Assert.Equal([1L, 0L], await Indices(house, new(Before: house.Time.GetUtcNow().AddSeconds(1))));
        Assert.Null(await house.Get<LedgerProofs>().Latest(House.Noon, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_timeline_tells_from_the_first_entry_on(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        await Enter(house, owner, ("system.filed", "AIS-0001"), ("system.filed", "AIS-0002"), ("version.declared", "AIS-0001/v1"));

        var page = await house.Get<AuditQueries>().Timeline(new(Subject: "AIS-0001"), new PageRequest(1, 50), default);

        Assert.Equal([0L, 2L], page.Items.Select(line => line.Index));
    }

    private static Task<Page<EntryLine>> Entries(House house, EntryFilter filter) => house.Get<AuditQueries>().Entries(filter, new PageRequest(1, 50), default);

    private static async Task<IEnumerable<long>> Indices(House house, EntryFilter filter) => (await Entries(house, filter)).Items.Select(line => line.Index);

    private static async Task Enter(House house, Actor actor, params (string Action, string Subject)[] acts)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        foreach (var (action, subject) in acts)
            db.Record(new EntryDraft(actor, house.Time.GetUtcNow(), action, subject));
        await db.SaveChangesAsync();
    }
}
