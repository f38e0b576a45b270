using Portal.Accounts;
using Portal.Data;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class RegisterQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task The_list_pages_sorts_and_filters(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Mia Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        await house.FileAndPublish(owner, risk);
        await house.FileAndPublish(owner, risk, RiskTier.Critical);
        await house.FileAndSubmit(owner, An.Entry(owner.Id()) with { Name = "aML triage", Kind = SystemKind.Agentic, Department = "Compliance" });
        await house.File(owner, new EntryContent { Name = "Chatbot", Purpose = "100 % of the \"answers\"" });

        async Task<string> Codes(SystemFilter filter, SystemOrder? order = null) =>
            string.Join(" ", (await house.Get<RegisterQueries>().List(filter, order ?? SystemOrder.ByCode, new PageRequest(1, 50), AsOf.Now, default)).Items.Select(line => line.Code[^1]));

        Assert.Equal("1 2 3 4", await Codes(new()));
        Assert.Equal("4 3 2 1", await Codes(new(), new(SystemColumn.Code, SortDirection.Descending)));
        Assert.Equal("3 4 1 2", await Codes(new(), new(SystemColumn.Name, SortDirection.Ascending)));
        Assert.Equal("2 1 3 4", await Codes(new(), new(SystemColumn.Tier, SortDirection.Descending)));
        Assert.Equal("1 2", await Codes(new() { States = [EntryState.Published] }));
        Assert.Equal("3", await Codes(new() { States = [EntryState.Submitted] }));
        Assert.Equal("2", await Codes(new() { Tiers = [RiskTier.Critical] }));
        Assert.Equal("3", await Codes(new() { Kinds = [SystemKind.Agentic] }));
        Assert.Equal("3", await Codes(new("AML")));
        Assert.Equal("1 2 3", await Codes(new("mia own")));
        Assert.Equal("4", await Codes(new("100 % of the \"")));
        Assert.Equal("", await Codes(new("_")));
        foreach (var column in Enum.GetValues<SystemColumn>())
            foreach (var direction in Enum.GetValues<SortDirection>())
                Assert.Equal(7, (await Codes(new(), new(column, direction))).Length);
    }

    [Theory, OnBothDatabases]
    public async Task Several_values_of_a_filter_pass_and_all_filters_must_agree(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (mia, jonas) = (await house.Person("Mia Owner", Role.SystemOwner), await house.Person("Jonas Weber", Role.SystemOwner));
        var risk = await house.Person("Risk", Role.RiskManager);
        await house.FileAndPublish(mia, risk);
        await house.FileAndPublish(jonas, risk, RiskTier.Critical);
        await house.File(jonas, An.Entry(jonas.Id()) with { Department = "Payments", Lane = Lane.Experiment });
        await house.File(mia, new EntryContent { Name = "Nobody's", BusinessOwner = null });

        async Task<string> Codes(SystemFilter filter, SystemOrder? order = null) =>
            string.Join(" ", (await house.Get<RegisterQueries>().List(filter, order ?? SystemOrder.ByCode, new PageRequest(1, 50), AsOf.Now, default)).Items.Select(line => line.Code[^1]));

        Assert.Equal("1 2", await Codes(new() { Tiers = [RiskTier.High, RiskTier.Critical] }));
        Assert.Equal("2", await Codes(new() { Tiers = [RiskTier.High, RiskTier.Critical], Owners = [jonas.Id()] }));
        Assert.Equal("2 3", await Codes(new() { Owners = [jonas.Id()] }));
        Assert.Equal("3", await Codes(new() { Departments = ["Payments", "Nowhere"] }));
        Assert.Equal("3", await Codes(new() { Lanes = [Lane.Experiment] }));
        Assert.Equal("1 2", await Codes(new() { LegalClasses = [LegalClass.HighRisk] }));
        Assert.Equal("2 3", await Codes(new("jonas")));
        Assert.Equal("2", await Codes(new() { ReviewBy = House.Noon.AddMonths(7) }));
        Assert.Equal("1 2", await Codes(new() { ReviewBy = House.Noon.AddMonths(13) }));
        Assert.Equal("4 2 3 1", await Codes(new(), new(SystemColumn.Owner, SortDirection.Ascending)));
        Assert.Equal("2 1 3 4", await Codes(new(), new(SystemColumn.Review, SortDirection.Ascending)));
        Assert.Equal("1 2 3 4", await Codes(new(), new(SystemColumn.Review, SortDirection.Descending)));
    }

    [Theory, OnBothDatabases]
    public async Task Systems_come_in_groups_that_are_counted_over_all_pages(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (mia, jonas) = (await house.Person("Mia Owner", Role.SystemOwner), await house.Person("Jonas Weber", Role.SystemOwner));
        var risk = await house.Person("Risk", Role.RiskManager);
        await house.FileAndPublish(mia, risk);
        await house.FileAndPublish(jonas, risk, RiskTier.Critical);
        await house.File(mia, An.Entry(mia.Id()) with { Department = "Payments" });
        await house.File(mia);

        async Task<string> Read(SystemGrouping group)
        {
            var page = await house.Get<RegisterQueries>().List(new(), SystemOrder.ByCode with { Group = group }, new PageRequest(1, 3), AsOf.Now, default);
            var sizes = (await house.Get<RegisterQueries>().Groups(new(), group, AsOf.Now, default)).ToDictionary(one => one.Key, one => one.Systems);
            return string.Join(" ", page.Items.Select(line => $"{line.Code[^1]}:{sizes[line.GroupKey(group)]}"));
        }

        Assert.Equal("3:1 1:3 2:3", await Read(SystemGrouping.Department));
        Assert.Equal("2:1 1:1 3:2", await Read(SystemGrouping.Tier));
        Assert.Equal("1:4 2:4 3:4", await Read(SystemGrouping.Stage));
        Assert.Equal("2:1 1:3 3:3", await Read(SystemGrouping.Owner));
    }

    [Theory, OnBothDatabases]
    public async Task What_can_be_chosen_is_what_entries_name(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Mia Owner", Role.SystemOwner);
        _ = await house.Person("Idle Owner", Role.SystemOwner);
        await house.File(owner, An.Entry(owner.Id()) with { Department = "Payments" });
        await house.File(owner);
        await house.File(owner, new EntryContent { Name = "Chatbot" });

        var choices = await house.Get<RegisterQueries>().Choices(AsOf.Now, default);

        Assert.Equal(["Payments", "Retail lending"], choices.Departments);
        Assert.Equal(["Mia Owner"], choices.Owners.Select(one => one.Name));
    }

    [Theory, OnBothDatabases]
    public async Task Codes_count_on_beyond_four_digits(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await ManySystems.Fill(house, from: 9_998, count: 4);

        var codes = (await house.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(1, 50), AsOf.Now, default)).Items.Select(line => line.Code);

        Assert.Equal(["AIS-9998", "AIS-9999", "AIS-10000", "AIS-10001"], codes);
    }

    [Theory, OnBothDatabases]
    public async Task A_system_is_as_far_as_its_furthest_version(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Mia Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        await house.FileAndPublish(owner, risk);
        foreach (var stage in new[] { Stage.Retired, Stage.Pilot, Stage.Production })
            await house.Reach((await house.FileAndPublish(owner, risk)).Id, stage);
        await house.Reach((await house.File(owner)).Id, Stage.Development);

        async Task<string> Stages(SystemFilter filter, SortDirection direction = SortDirection.Ascending) =>
            string.Join(" ", (await house.Get<RegisterQueries>().List(filter, new(SystemColumn.Stage, direction), new PageRequest(1, 50), AsOf.Now, default)).Items.Select(line => $"{line.Code[^1]}:{line.Stage}"));

        Assert.Equal("2:Retired 1:Proposed 5:Proposed 3:Pilot 4:Production", await Stages(new()));
        Assert.Equal("4:Production 3:Pilot 1:Proposed 5:Proposed 2:Retired", await Stages(new(), SortDirection.Descending));
        Assert.Equal("3:Pilot", await Stages(new() { Stages = [SystemStage.Pilot] }));
        Assert.Equal("1:Proposed 5:Proposed", await Stages(new() { Stages = [SystemStage.Proposed] }));
    }

    [Theory, OnBothDatabases]
    public async Task A_page_says_how_many_there_are_in_all(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        for (var number = 0; number < 5; number++)
            await house.File(owner);

        var page = await house.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(2, 2), AsOf.Now, default);

        Assert.Equal((5, 3, 2), (page.Total, page.Count, page.Number));
        Assert.Equal(["AIS-0003", "AIS-0004"], page.Items.Select(line => line.Code));
    }

    [Theory, OnBothDatabases]
    public async Task A_line_shows_what_is_published_and_that_a_draft_exists(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Name = "Another name" });

        var line = Assert.Single((await house.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(1, 50), AsOf.Now, default)).Items);

        Assert.Equal(("Credit scoring", "Owner", "Retail lending"), (line.Name, line.Owner?.Name, line.Department));
        Assert.Equal((RiskTier.High, 1, new OpenRevision(2, EntryState.Draft)), (line.Tier, line.PublishedRevision, line.Open));
    }

    [Theory, OnBothDatabases]
    public async Task Risk_sees_what_waits_longest_first(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        await house.FileAndPublish(owner, risk);
        var late = await house.File(owner);
        await house.FileAndSubmit(owner);
        house.Time.Advance(TimeSpan.FromHours(1));
        await house.Submit(owner, late.Code);

        var waiting = await house.Get<RegisterQueries>().WaitingForRisk(new PageRequest(1, 50), default);

        Assert.Equal(["AIS-0003", "AIS-0002"], waiting.Items.Select(line => line.Code));
        Assert.Equal(("Owner", House.Noon, RiskTier.High), (waiting.Items[0].SubmittedBy, waiting.Items[0].SubmittedAt, waiting.Items[0].ProposedTier));
        Assert.Equal(new RegisterCounts(3, 1, 2), await house.Get<RegisterQueries>().Counts(AsOf.Now, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_decision_reads_what_is_published_and_nothing_before_it_is(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndSubmit(owner);
        await using var db = await house.Dbs.CreateDbContextAsync();

        var before = await RegisterQueries.Published(db, filed.Id, default);
        await house.Accept(await house.Person("Risk", Role.RiskManager), filed.Code, RiskTier.Critical);
        await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Purpose = "Another purpose" });
        var after = await RegisterQueries.Published(db, filed.Id, default);

        Assert.Null(before);
        Assert.Equal(("AIS-0001", "Credit scoring", RiskTier.Critical, 1), (after?.Code, after?.Name, after?.Tier, after?.Revision));
        Assert.Equal(MaterialFields.Of(An.Entry(owner.Id()), RiskTier.Critical, LegalClass.HighRisk), after?.Material);
    }
}
