using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class ReadingQueriesTests
{
    private static readonly PageRequest First = new(1, 25);

    [Theory, OnBothDatabases]
    public async Task It_answers_who_read_a_record_and_what_a_person_read(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, risk) = (await house.Person("Auditor", Role.Auditor), await house.Person("Risk", Role.RiskManager));
        await Record(house, auditor, "record.opened", "AIS-0001", ("masked", "yes"), ("record", ""));
        await Record(house, risk, "version.artifact-downloaded", "AIS-0001/v1");
        await Record(house, risk, "list.exported", "findings", ("filter", "state=Open"));
        await Record(house, risk, "finding.noted", "AIS-0001");
        house.Time.Advance(TimeSpan.FromDays(3));
        await Record(house, auditor, "record.revealed", "AIS-0001");
        await Record(house, auditor, "record.open.refused", "AIS-0001");
        var readings = house.Get<ReadingQueries>();

        Assert.Equal(["record.revealed", "list.exported", "version.artifact-downloaded", "record.opened"], await Acts(new()));
        Assert.Equal(["record.revealed", "version.artifact-downloaded", "record.opened"], await Acts(new("AIS-0001")));
        Assert.Equal(["list.exported", "version.artifact-downloaded"], await Acts(new(Person: risk.Person)));
        Assert.Equal(["list.exported"], await Acts(new(Kind: ReadingKind.TakenOut)));
        Assert.Equal(["record.revealed"], await Acts(new(Kind: ReadingKind.Revealed)));
        Assert.Equal(["record.revealed"], await Acts(new(From: House.Noon.AddDays(1))));
        Assert.Equal(["list.exported", "version.artifact-downloaded", "record.opened"], await Acts(new(Over: House.Noon.AddDays(1))));
        var opened = (await readings.List(new(), First, default)).Items[^1];
        Assert.Equal(("Auditor", ReadingKind.Read, ("masked", "yes")), (opened.Entry.PersonName, opened.Kind, Assert.Single(opened.Details)));

        async Task<IReadOnlyList<string>> Acts(ReadingFilter filter) => [.. (await readings.List(filter, First, default)).Items.Select(line => line.Entry.Action)];
    }

    private static async Task Record(House house, Actor actor, string action, string subject, params (string Name, string Value)[] details)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        db.Record(new EntryDraft(actor, house.Time.GetUtcNow(), action, subject) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) });
        await db.SaveChangesAsync();
    }
}
