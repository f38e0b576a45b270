using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

/// <summary>What the register says of a past day is what it showed at the end of that day.</summary>
public sealed class AsOfTests
{
    private const int Days = 6;
    private const int Filing = 2;

    [Fact]
    public Task A_thousand_random_histories_read_as_they_were_shown() => ReadAsShown(DatabaseProvider.Sqlite, systems: 1000);

    [Fact]
    public Task On_PostgreSQL_too() => ReadAsShown(DatabaseProvider.Postgres, systems: 60);

    [Theory, OnBothDatabases]
    public async Task What_was_only_filed_or_submitted_then_did_not_stand_in_the_register(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndSubmit(owner);
        var today = house.Get<Calendar>().EndOf(house.Get<Calendar>().Today);
        house.Time.Advance(TimeSpan.FromDays(1));
        _ = (await house.Accept(await house.Person("Risk", Role.RiskManager), filed.Code)).Value;

        Assert.Null(await house.Get<RegisterQueries>().Entry(filed.Code, today, default));
        Assert.Null(await house.Get<RegisterQueries>().Revisions(filed.Code, today, new PageRequest(1, 50), default));
        Assert.Equal(0, (await house.Get<RegisterQueries>().List(new(), SystemOrder.ByCode, new PageRequest(1, 50), today, default)).Total);
        Assert.Empty(await house.Get<RegisterQueries>().Portfolio(today, default));
        Assert.NotNull(await house.Get<RegisterQueries>().Entry(filed.Code, AsOf.Now, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_draft_of_today_is_not_of_the_past_and_asking_for_drafts_of_the_past_finds_none(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));
        _ = (await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Name = "Another name" })).Value;
        var today = house.Get<Calendar>().EndOf(house.Get<Calendar>().Today);

        var entry = await house.Get<RegisterQueries>().Entry(filed.Code, today, default);
        var drafts = await house.Get<RegisterQueries>().List(new() { States = [EntryState.Draft] }, SystemOrder.ByCode, new PageRequest(1, 50), today, default);
        var published = await house.Get<RegisterQueries>().List(new() { States = [EntryState.Published] }, SystemOrder.ByCode, new PageRequest(1, 50), today, default);

        Assert.Equal(("Credit scoring", null, 1), (entry?.Shown.Content.Name, entry?.Open, entry?.Revisions.Count));
        Assert.Equal(0, drafts.Total);
        Assert.Equal(new OpenRevision?[] { null }, published.Items.Select(line => line.Open));
    }

    [Theory, OnBothDatabases]
    public async Task The_published_revisions_come_newest_first_each_beside_the_one_before(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));
        foreach (var name in new[] { "Two", "Three" })
        {
            house.Time.Advance(TimeSpan.FromDays(1));
            _ = (await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Name = name })).Value;
            _ = (await house.Submit(owner, filed.Code)).Value;
        }
        _ = (await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Name = "A draft" })).Value;

        async Task<string> Read(AsOf asOf, PageRequest page) => string.Join(", ",
            (await house.Get<RegisterQueries>().Revisions(filed.Code, asOf, page, default))?.Page.Items.Select(line => $"{line.Revision.Number} {line.Revision.State} after {line.Before?.Number}") ?? []);

        Assert.Equal("3 Published after 2, 2 Superseded after 1, 1 Superseded after ", await Read(AsOf.Now, new PageRequest(1, 50)));
        Assert.Equal("2 Superseded after 1", await Read(AsOf.Now, new PageRequest(2, 1)));
        Assert.Equal("2 Published after 1, 1 Superseded after ", await Read(house.Get<Calendar>().EndOf(new DateOnly(2026, 11, 3)), new PageRequest(1, 50)));
    }

    private static async Task ReadAsShown(DatabaseProvider provider, int systems)
    {
        await using var register = await RandomRegister.On(provider, seed: 8601);
        var shown = new List<ShownDay>();
        for (var day = 0; day < Days; day++)
        {
            await register.Live(filings: day < Filing ? systems / Filing : 0);
            shown.Add(await ShownDay.Now(register, seed: day));
            await register.Midnight();
        }

        Assert.True(shown[^1].Published > systems / 3, $"Only {shown[^1].Published} entries were published: the histories are too poor to tell.");
        foreach (var day in shown)
            await day.IsWhatIsReadNow(register);
    }

    /// <summary>What List, Counts, Portfolio and Entry answered at the end of one day, of what was published.</summary>
    private sealed class ShownDay
    {
        private readonly Dictionary<(SystemFilter, SystemOrder), IReadOnlyList<SystemLine>> _lists = [];
        private readonly Dictionary<string, string> _entries = [];

        private ShownDay(AsOf day) => Day = day;

        private AsOf Day { get; }

        public int Published { get; private init; }

        private string Portfolio { get; init; } = "";

        public static async Task<ShownDay> Now(RandomRegister register, int seed)
        {
            var calendar = register.House.Get<Calendar>();
            var day = new ShownDay(calendar.EndOf(calendar.Today))
            {
                Published = (await register.Register.Counts(AsOf.Now, default)).Published,
                Portfolio = Text((await register.Register.Portfolio(AsOf.Now, default)).Where(cell => cell.Tier is not null)),
            };
            var random = new Random(seed);
            foreach (var (filter, order) in Questions(random))
                day._lists[(filter, order)] = [.. (await Whole(register, filter, order, AsOf.Now)).Where(line => line.State == EntryState.Published).Select(Timeless)];
            foreach (var code in register.Touched())
                day._entries[code] = Text(await register.Register.Entry(code, AsOf.Now, default));
            return day;
        }

        public async Task IsWhatIsReadNow(RandomRegister register)
        {
            Assert.Equal(new RegisterCounts(Published, Published, 0), await register.Register.Counts(Day, default));
            Assert.Equal(Portfolio, Text(await register.Register.Portfolio(Day, default)));
            foreach (var ((filter, order), lines) in _lists)
                Assert.Equal(lines, (await Whole(register, filter, order, Day)).Select(Timeless));
            foreach (var (code, entry) in _entries)
                Assert.Equal(entry, Text(await register.Register.Entry(code, Day, default)));
        }

        /// <summary>All systems in every order that does not rest on drafts, and some of them.</summary>
        private static IEnumerable<(SystemFilter, SystemOrder)> Questions(Random random)
        {
            var direction = random.Next(2) == 0 ? SortDirection.Ascending : SortDirection.Descending;
            foreach (var column in Enum.GetValues<SystemColumn>().Except([SystemColumn.Changed, SystemColumn.Review]))
                yield return (new(), new(column, direction));
            yield return (new() { Tiers = [(RiskTier)random.Next(1, 5), RiskTier.Low] }, SystemOrder.ByCode);
            yield return (new() { Stages = [SystemStage.Proposed, SystemStage.Pilot] }, new(SystemColumn.Name, direction));
            yield return (new() { Departments = ["Payments"] }, SystemOrder.ByCode with { Group = SystemGrouping.Owner });
            yield return (new("weber"), SystemOrder.ByCode);
        }

        private static async Task<IReadOnlyList<SystemLine>> Whole(RandomRegister register, SystemFilter filter, SystemOrder order, AsOf asOf)
        {
            List<SystemLine> lines = [];
            Page<SystemLine> page;
            do
            {
                page = await register.Register.List(filter, order, new PageRequest(lines.Count / PageRequest.MostRows + 1, PageRequest.MostRows), asOf, default);
                lines.AddRange(page.Items);
            }
            while (lines.Count < page.Total && page.Items.Count > 0);

            Assert.Equal(page.Total, lines.Count);
            return lines;
        }

        /// <summary>Drafts are not of the past, nor is when they were written, nor what is still to be done.</summary>
        private static SystemLine Timeless(SystemLine line) => line with { Open = null, ChangedAt = default, ReviewDue = null };

        private static string Text(IEnumerable<PortfolioCell> cells) =>
            string.Join('\n', cells.OrderBy(cell => cell.Tier).ThenBy(cell => cell.Stage).Select(cell => $"{cell.Tier} {cell.Stage} {cell.Systems}"));

        private static string Text(EntryView? entry) => entry is not { Published: not null } ? "" : string.Join('\n',
            entry.Revisions.Where(revision => revision.PublishedAt is not null).Select(revision => string.Join(" | ",
                revision.Number, revision.State, revision.Digest.Text, revision.ConfirmedTier, revision.ConfirmationReason, Instant(revision.ConfirmedAt), Instant(revision.PublishedAt), Instant(revision.ChangedAt),
                Person(entry, revision.Author), Person(entry, revision.ConfirmedBy), Person(entry, revision.PublishedBy), Person(entry, revision.Content.BusinessOwner), Person(entry, revision.Content.TechnicalOwner)))
            .Prepend($"{entry.Code} {entry.Tier} {entry.Shown.Number} {Person(entry, entry.FiledBy)}"));

        private static string? Person(EntryView entry, PersonId? person) => person is { } id ? entry.People[id].ToString() : null;

        private static string? Instant(DateTimeOffset? at) => at?.ToString("O");
    }
}
