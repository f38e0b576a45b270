using System.Text;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

/// <summary>The versions of all systems as one list.</summary>
public sealed class EstateTests
{
    [Theory, OnBothDatabases]
    public async Task It_filters_in_the_database(DatabaseProvider provider)
    {
        await using var house = await Estate(provider);

        Assert.Equal("prompt-1 v2 v1", await Labels(house, new()));
        Assert.Equal("prompt-1", await Labels(house, new() { Kinds = [ArtefactKind.Prompt] }));
        Assert.Equal("prompt-1 v1", await Labels(house, new() { Stages = [Stage.Development] }));
        Assert.Equal("v2", await Labels(house, new() { States = [VersionState.Incomplete] }));
        Assert.Equal("prompt-1 v2 v1", await Labels(house, new() { Systems = [Workshop.Code] }));
        Assert.Equal("", await Labels(house, new() { Systems = ["AIS-0404"] }));
        Assert.Equal("prompt-1", await Labels(house, new("GREET")));
        Assert.Equal("prompt-1 v2 v1", await Labels(house, new("credit scoring")));
        Assert.Equal("v2", await Labels(house, new() { Doubts = [BytesDoubt.Unseen] }));
        Assert.Equal("", await Labels(house, new() { Doubts = [BytesDoubt.Changed] }));
        Assert.Equal("v2", await Labels(house, new() { Doubts = [BytesDoubt.Unseen, BytesDoubt.Changed] }));
    }

    [Theory, OnBothDatabases]
    public async Task It_sorts_and_pages_in_the_database(DatabaseProvider provider)
    {
        await using var house = await Estate(provider);

        foreach (var column in Enum.GetValues<VersionColumn>())
        {
            var up = await house.Get<EstateQueries>().List(new(), new(column, SortDirection.Ascending), new PageRequest(1, 10), AsOf.Now, default);
            var down = await house.Get<EstateQueries>().List(new(), new(column, SortDirection.Descending), new PageRequest(1, 10), AsOf.Now, default);
            Assert.Equal((3, 3), (up.Items.Count, down.Items.Count));
        }

        Assert.Equal("v2 v1 prompt-1", await Labels(house, new(), new(VersionColumn.Kind, SortDirection.Ascending)));
        Assert.Equal("prompt-1 v1 v2", await Labels(house, new(), new(VersionColumn.Stage, SortDirection.Descending)));
        Assert.Equal("prompt-1 v2 v1", await Labels(house, new(), new(VersionColumn.Artefact, SortDirection.Ascending)));
        var second = await house.Get<EstateQueries>().List(new(), VersionOrder.Newest, new PageRequest(2, 2), AsOf.Now, default);
        Assert.Equal((3, "v1"), (second.Total, Assert.Single(second.Items).Label));
    }

    [Theory, OnBothDatabases]
    public async Task It_says_how_many_there_are_and_what_each_is_made_of(DatabaseProvider provider)
    {
        await using var house = await Estate(provider);

        var counts = await house.Get<EstateQueries>().Counts(AsOf.Now, default);
        var prompt = (await house.Get<EstateQueries>().List(new("prompt-1"), VersionOrder.Newest, new PageRequest(1, 10), AsOf.Now, default)).Items[0];

        Assert.Equal(new EstateCounts(Versions: 3, Artefacts: 2, InProduction: 0, Incomplete: 1, InDoubt: 1), counts);
        Assert.Equal(("Credit scoring", "v1", 1, 1, 0), (prompt.SystemName, prompt.Parent, prompt.Artifacts, prompt.Stored, prompt.Unseen));
        Assert.Equal([new EstateSystem(Workshop.Code, "Credit scoring")], await house.Get<EstateQueries>().Systems(AsOf.Now, default));
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_takes_the_list_out_gets_all_of_it_and_is_in_the_ledger(DatabaseProvider provider)
    {
        await using var house = await Estate(provider);
        var owner = await house.Person("Reader", Portal.Accounts.Role.ProductReviewer);

        var file = (await house.Get<ExportList>().Run(owner, house.Get<Lists>().Models(new VersionFilter(), AsOf.Now), TableFormat.Csv, default)).Value;
        using var written = new MemoryStream();
        await file.WriteTo(written, default);

        var lines = Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Contains("prompt-1", lines[1], StringComparison.Ordinal);
        Assert.Equal("list.exported", (await house.Entries())[^1].Action);
    }

    private static async Task<string> Labels(House house, VersionFilter filter, VersionOrder? order = null) =>
        string.Join(' ', (await house.Get<EstateQueries>().List(filter, order ?? VersionOrder.Newest, new PageRequest(1, 10), AsOf.Now, default)).Items.Select(line => line.Label));

    /// <summary>A model that is sealed, the next of it that waits for bytes and names others elsewhere, and a prompt made from the first.</summary>
    private static async Task<House> Estate(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        var owner = await house.Owner();
        await house.Sealed(owner, owner, "v1");
        house.Time.Advance(TimeSpan.FromHours(1));
        var next = Workshop.Declared(owner, "v2");
        next = next with { Artifacts = [.. next.Artifacts, new("weights.bin", 9, Digest.Of("weights"u8)) { Source = "s3://models/weights.bin" }] };
        Assert.Null((await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, next), default)).Refusal);
        house.Time.Advance(TimeSpan.FromHours(1));
        var prompt = new Declaration("prompt-1", new(ArtefactKind.Prompt, "greeting"), [], [owner.Person.GetValueOrDefault()])
        {
            PromptText = "Greet.",
            Provenance = new() { Parent = "v1", ChangeReason = ReasonForChange.New },
        };
        Assert.Null((await house.Get<DeclareVersion>().Run(owner, new(Workshop.Code, prompt), default)).Refusal);
        return house;
    }
}
