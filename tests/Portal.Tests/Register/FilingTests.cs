using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class FilingTests
{
    [Theory, OnBothDatabases]
    public async Task An_owner_files_and_submits_and_risk_confirms_the_tier(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);

        var filed = await house.FileAndSubmit(owner);
        var published = (await house.Accept(risk, filed.Code)).Value;

        var entry = await house.Entry("AIS-0001");
        var entries = await house.Entries();
        Assert.Equal(new EntryPublished(filed.Id, 1, MaterialChange: true), published);
        Assert.Equal((RiskTier.High, 1, "Owner"), (entry.Tier, entry.Published?.Number, entry.NameOf(owner.Id())));
        Assert.Equal(EntryDigest.Of(An.Entry(owner.Id())), entry.Published?.Digest);
        Assert.Equal(["system.filed", "system.submitted", "system.published"], entries.Select(row => row.Action));
        Assert.All(entries, row => Assert.Equal("AIS-0001", row.Subject));
    }

    [Theory, OnBothDatabases]
    public async Task Sixteen_filings_at_once_get_sixteen_codes_without_a_gap(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);

        var filed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => house.File(owner)));

        Assert.Equal(Enumerable.Range(1, 16).Select(number => $"AIS-{number:0000}"), filed.Select(one => one.Code).Order());
    }

    [Theory, OnBothDatabases]
    public async Task A_returned_entry_is_edited_and_submitted_again(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndSubmit(owner);

        await house.Return(risk, filed.Code, "Which applicants?");
        var returned = (await house.Entry(filed.Code)).Open;
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { PeopleAffected = "Applicants under 50,000 EUR" });
        var edited = (await house.Entry(filed.Code)).Open;
        await house.Submit(owner, filed.Code);
        var published = (await house.Accept(risk, filed.Code)).Value;

        Assert.Equal((EntryState.Returned, "Which applicants?"), (returned?.State, returned?.Remarks));
        Assert.Equal((EntryState.Draft, "Which applicants?"), (edited?.State, edited?.Remarks));
        Assert.Equal(1, published.Revision);
        Assert.Equal(["system.filed", "system.submitted", "system.returned", "system.submitted", "system.published"], (await house.Entries()).Select(row => row.Action));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_published_stands_while_the_next_revision_is_drafted(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndPublish(owner, risk);

        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Sets prices.", Department = "Treasury" });

        var entry = await house.Entry(filed.Code);
        Assert.Equal("Scores applications for consumer loans.", entry.Shown.Content.Purpose);
        Assert.Equal((2, EntryState.Draft), (entry.Open?.Number, entry.Open?.State));
        Assert.Equal([("department", Materiality.Minor), ("purpose", Materiality.Material)], entry.OpenChanges.Select(change => (change.Key, change.Materiality)));
    }

    [Theory, OnBothDatabases]
    public async Task A_minor_change_is_published_at_once_and_other_capabilities_are_told(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.FileAndPublish(owner, risk);
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Department = "Treasury" });

        var submission = (await house.Submit(owner, filed.Code)).Value;

        await using var db = await house.Dbs.CreateDbContextAsync();
        var events = (await db.Events.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => row.Read());
        var entry = await house.Entry(filed.Code);
        Assert.Equal([new EntryPublished(filed.Id, 1, true), new EntryPublished(filed.Id, 2, false)], events);
        Assert.Equal((2, 2), (submission.Published?.Revision, entry.Published?.Number));
        Assert.Equal((owner.Person, risk.Person), (entry.Published?.PublishedBy, entry.Published?.ConfirmedBy));
        Assert.Equal([EntryState.Published, EntryState.Superseded], entry.Revisions.Select(revision => revision.State));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_edits_of_the_same_version_one_is_told_that_the_entry_changed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.File(owner);
        var version = (await house.Entry(filed.Code)).Version;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = $"Purpose {number}" }, version)));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Equal(7, results.Count(result => result.Refusal is Changed));
        Assert.Equal(version + 1, (await house.Entry(filed.Code)).Version);
    }

    [Theory, OnBothDatabases]
    public async Task Two_risk_managers_at_once_accept_an_entry_once(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var (one, two) = (await house.Person("Risk one", Role.RiskManager), await house.Person("Risk two", Role.RiskManager));
        var filed = await house.FileAndSubmit(owner);
        var displayed = (await house.Entry(filed.Code)).Shown.Digest;

        var results = await Task.WhenAll(new[] { one, two, one, two }.Select(risk => house.Get<AcceptEntry>().Run(risk, new(filed.Code, displayed, new(RiskTier.High, LegalClass.HighRisk, "")), default)));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single(await house.Entries(), row => row.Action == "system.published");
    }

    [Theory, OnBothDatabases]
    public async Task Strangers_do_not_edit_submit_or_accept_and_the_attempts_are_recorded(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var other = await house.Person("Other owner", Role.SystemOwner);
        var developer = await house.Person("Developer", Role.Developer);
        var filed = await house.FileAndSubmit(owner);

        Assert.IsType<Forbidden>((await house.Get<FileSystem>().Run(developer, new(An.Entry(owner.Id())), default)).Refusal);
        Assert.IsType<Forbidden>((await house.Edit(other, filed.Code, An.Entry(owner.Id()))).Refusal);
        Assert.IsType<Forbidden>((await house.Submit(other, filed.Code)).Refusal);
        Assert.IsType<Forbidden>((await house.Accept(owner, filed.Code)).Refusal);
        Assert.IsType<Forbidden>((await house.Return(developer, filed.Code, "No.")).Refusal);
        Assert.Equal(
            ["system.file.refused", "system.edit.refused", "system.submit.refused", "system.accept.refused", "system.return.refused"],
            (await house.Entries()).Skip(2).Select(row => row.Action));
    }

    [Theory, OnBothDatabases]
    public async Task The_business_owner_edits_what_somebody_else_filed(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var filer = await house.Person("Filer", Role.SystemOwner);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.File(filer, An.Entry(owner.Id()));

        var result = await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Department = "Treasury" });

        Assert.Null(result.Refusal);
        Assert.Equal(owner.Person, (await house.Entry(filed.Code)).Open?.Author);
    }

    [Fact]
    public async Task An_entry_of_nobody_and_a_system_that_is_not_there_are_refused_by_name()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var content = An.Entry(owner.Id()) with { Name = " ", TechnicalOwner = new PersonId(Guid.CreateVersion7()) };

        var refusal = Assert.IsType<Invalid>((await house.Get<FileSystem>().Run(owner, new(content), default)).Refusal);

        Assert.Equal(["name", "technicalOwner"], refusal.Faults.Select(fault => fault.Field));
        Assert.IsType<NotFound>((await house.Edit(owner, "AIS-0001", An.Entry(owner.Id()))).Refusal);
        Assert.Empty(await house.Entries());
    }

    [Theory, OnBothDatabases]
    public async Task Two_changes_of_the_same_entry_really_conflict(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.File(owner);
        await using var first = await house.Dbs.CreateDbContextAsync();
        await using var second = await house.Dbs.CreateDbContextAsync();
        (await EntryDrafts.ToChange(filed.Code, first, default))?.Edit(An.Entry(owner.Id()) with { Purpose = "One" }, owner.Id(), House.Noon);
        (await EntryDrafts.ToChange(filed.Code, second, default))?.Edit(An.Entry(owner.Id()) with { Purpose = "Two" }, owner.Id(), House.Noon);

        await first.SaveChangesAsync();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => second.SaveChangesAsync());

        Assert.True(Conflicts.IsConflict(fault));
        Assert.Equal("One", (await house.Entry(filed.Code)).Shown.Content.Purpose);
    }
}
