using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Inspection;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Inspection;

public sealed class SampleTests
{
    [Theory, OnBothDatabases]
    public async Task The_same_list_seed_and_number_give_the_same_lines_on_any_node(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var auditor = await house.Person("Auditor", Role.Auditor);
        await using var node = house.AnotherNode();

        var first = (await house.Get<DrawSample>().Run(auditor, new(Codes(300), 7, "2026-q4"), default)).Value;
        var second = (await node.GetRequiredService<DrawSample>().Run(auditor, new(Codes(300), 7, "2026-q4"), default)).Value;

        var (one, two) = (await Read(house, first), await Read(house, second));
        Assert.Equal(("SP-0001", "SP-0002", 300), (first, second, one.Line.PopulationSize));
        Assert.Equal(one.Lines.Select(line => line.Name), two.Lines.Select(line => line.Name));
        Assert.Equal(one.Population, two.Population);
        Assert.NotEqual(one.Lines.Select(line => line.Name), (await Read(house, (await house.Get<DrawSample>().Run(auditor, new(Codes(300), 7, "2026-q3"), default)).Value)).Lines.Select(line => line.Name));
    }

    [Fact]
    public async Task The_entry_names_list_seed_number_and_the_digest_of_all_names_which_are_kept_as_a_file()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var auditor = await house.Person("Auditor", Role.Auditor);

        var code = (await house.Get<DrawSample>().Run(auditor, new(Codes(40) with { Asked = "state=Open" }, 5), default)).Value;

        var sample = await Read(house, code);
        var entry = System.Text.Encoding.UTF8.GetString((await house.Entries()).Single(entry => entry.Action == "sample.drawn").Bytes);
        Assert.All([sample.Seed, "state=Open", sample.Population.Text, "\"lines\":\"5\"", "\"of\":\"40\""], part => Assert.Contains(part, entry, StringComparison.Ordinal));
        using var names = new StreamReader((await house.Get<OpenPopulation>().Run(auditor, code, default)).Value);
        Assert.Equal(string.Concat(Enumerable.Range(1, 40).Select(number => $"FI-{number:0000}\n")), await names.ReadToEndAsync());
        Assert.Equal(sample.Population, Digest.Of(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 40).Select(number => $"FI-{number:0000}\n")))));
        Assert.Contains(await house.Entries(), entry => entry.Action == "sample.population-taken");
    }

    [Fact]
    public async Task A_line_is_kept_as_it_stood_but_for_what_names_people()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var auditor = await house.Person("Auditor", Role.Auditor);

        var sample = await Read(house, (await house.Get<DrawSample>().Run(auditor, new(Codes(1), 5), default)).Value);

        Assert.Equal([new SampleCell("Title", "Finding 1")], Assert.Single(sample.Lines).Cells);
    }

    [Theory, OnBothDatabases]
    public async Task Who_drew_it_notes_and_marks_and_nobody_else_does(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (auditor, other, risk) = (await house.Person("Auditor", Role.Auditor), await house.Person("Other", Role.Auditor), await house.Person("Risk", Role.RiskManager));
        var code = (await house.Get<DrawSample>().Run(auditor, new(Codes(9), 3), default)).Value;

        Assert.Null((await Note(house, auditor, code, 1, SampleMark.Fits, "")).Refusal);
        Assert.Null((await Note(house, auditor, code, 2, SampleMark.Deviates, "Closed by its owner's deputy.")).Refusal);
        Assert.Null((await Note(house, auditor, code, 2, null, "Asked the owner.")).Refusal);
        Assert.IsType<Forbidden>((await Note(house, other, code, 1, SampleMark.Deviates, "No.")).Refusal);
        Assert.IsType<Forbidden>((await Note(house, risk, code, 1, SampleMark.Deviates, "No.")).Refusal);

        var sample = await Read(house, code);
        Assert.Equal([SampleMark.Fits, SampleMark.Deviates, SampleMark.Open], sample.Lines.Select(line => line.Mark));
        Assert.Equal(["Closed by its owner's deputy.", "Asked the owner."], sample.Lines[1].Notes.Select(note => note.Words));
        Assert.Equal((1, 1, 1), (sample.Line.Fits, sample.Line.Deviates, sample.Line.Open));
        Assert.DoesNotContain(await house.Entries(), entry => System.Text.Encoding.UTF8.GetString(entry.Bytes).Contains("deputy", StringComparison.Ordinal));
        Assert.Equal(3, (await house.Entries()).Count(entry => entry.Action == "sample.noted"));
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_its_field()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var auditor = await house.Person("Auditor", Role.Auditor);
        var code = (await house.Get<DrawSample>().Run(auditor, new(Codes(9), 3), default)).Value;

        Assert.Equal("lines", Field(await house.Get<DrawSample>().Run(auditor, new(Codes(9), 0), default)));
        Assert.Equal("lines", Field(await house.Get<DrawSample>().Run(auditor, new(Codes(9), 501), default)));
        Assert.Equal("seed", Field(await house.Get<DrawSample>().Run(auditor, new(Codes(9), 3, "it's; rm -rf"), default)));
        Assert.Equal("seed", Field(await house.Get<DrawSample>().Run(auditor, new(Codes(9), 3, new string('a', 65)), default)));
        Assert.Equal("purpose", Field(await house.Get<DrawSample>().Run(auditor, new(Codes(9), 3, null, "\u202Eesrever"), default)));
        Assert.IsType<NotAllowed>((await house.Get<DrawSample>().Run(auditor, new(Codes(0), 3), default)).Refusal);
        Assert.Equal("words", Field(await Note(house, auditor, code, 1, SampleMark.Deviates, " ")));
        Assert.Equal("words", Field(await Note(house, auditor, code, 1, null, "")));
        Assert.Equal("mark", Field(await Note(house, auditor, code, 1, (SampleMark)9, "x")));
        Assert.IsType<NotFound>((await Note(house, auditor, code, 4, SampleMark.Fits, "")).Refusal);
        Assert.IsType<NotFound>((await Note(house, auditor, "SP-0099", 1, SampleMark.Fits, "")).Refusal);
    }

    [Fact]
    public async Task Auditors_and_risk_draw_in_a_page_and_only_from_what_they_read()
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        List<Role> may = [];
        foreach (var role in Enum.GetValues<Role>())
            if ((await house.Get<DrawSample>().Run(await house.Person(role.ToString(), role), new(Codes(9), 3), default)).Refusal is null)
                may.Add(role);
        var auditor = await house.Person("Another", Role.Auditor);

        Assert.Equal([Role.RiskManager, Role.Auditor], may);
        Assert.IsType<Forbidden>((await house.Get<DrawSample>().Run(auditor, new(Codes(9) with { Needs = Permission.ManagePeople }, 3), default)).Refusal);
        Assert.IsType<Forbidden>((await house.Get<DrawSample>().Run(Actor.ByToken(auditor.Id(), "Another", "token", auditor.Permissions, new TokenReach(TokenKind.Personal, null)), new(Codes(9), 3), default)).Refusal);
        Assert.Contains(await house.Entries(), entry => entry.Action == "sample.draw.refused");
    }

    private static Listing Codes(int count) => new(
        "findings", "findings", Permission.Read, AsOf.Now, "", [new("title", "Title"), new("owner", "Owner", IsPersonal: true)],
        _ => Enumerable.Range(1, count).Chunk(50).Select(part => (IReadOnlyList<ListRow>)[.. part.Select(number => new ListRow($"FI-{number:0000}", "AIS-0001", [$"Finding {number}", "Nora Lindqvist"]))]).ToAsyncEnumerable());

    private static Task<Result<Done>> Note(House house, Actor actor, string code, int line, SampleMark? mark, string words) =>
        house.Get<NoteSampleLine>().Run(actor, new(code, line, mark, words), default);

    private static async Task<SampleView> Read(House house, string code) =>
        await house.Get<SampleQueries>().One(code, default) ?? throw new InvalidOperationException($"{code} does not exist.");

    private static string? Field<T>(Result<T> result) => result.Refusal is Invalid { Faults: [var fault, ..] } ? fault.Field : result.Refusal?.Message;
}
