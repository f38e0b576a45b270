using System.Text;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Register;

public sealed class EntryDocumentTests
{
    [Theory, OnBothDatabases]
    public async Task A_document_is_put_beside_the_draft_by_its_digest_and_read_back(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.File(owner);

        var document = (await Attach(house, owner, filed.Code, "impact.md", "# Impact")).Value;

        Assert.Equal(new AttachedDocument("impact.md", 8, Digest.Of("# Impact"u8)), document);
        Assert.Equal([document], (await house.Entry(filed.Code)).Open?.Content.Documents);
        Assert.Equal("# Impact", await Read(house, filed.Code, document.Digest));
    }

    [Theory, OnBothDatabases]
    public async Task A_file_of_the_same_name_takes_the_place_of_the_one_before_and_the_older_revision_keeps_its_own(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);
        var filed = await house.File(owner);
        var first = (await Attach(house, owner, filed.Code, "impact.md", "one")).Value;
        await house.Submit(owner, filed.Code);
        await house.Accept(risk, filed.Code);

        var second = (await Attach(house, owner, filed.Code, "Impact.md", "two")).Value;

        var entry = await house.Entry(filed.Code);
        Assert.Equal([first], entry.Published?.Content.Documents);
        Assert.Equal([second], entry.Open?.Content.Documents);
        Assert.Equal("one", await Read(house, filed.Code, first.Digest));
    }

    [Theory, OnBothDatabases]
    public async Task Bytes_that_were_put_elsewhere_cannot_be_named(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var other = await house.Person("Other", Role.SystemOwner);
        var theirs = await house.File(other, An.Entry(other.Id()));
        var secret = (await Attach(house, other, theirs.Code, "secret.md", "secret")).Value;
        var filed = await house.File(owner);

        var refused = await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Documents = [secret] });

        Assert.Equal("documents", Assert.Single(Assert.IsType<Invalid>(refused.Refusal).Faults).Field);
        Assert.Null(await Read(house, filed.Code, secret.Digest));
    }

    [Theory, OnBothDatabases]
    public async Task Who_does_not_write_the_entry_puts_nothing_there_and_neither_does_a_bad_file(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var stranger = await house.Person("Stranger", Role.SystemOwner);
        var filed = await house.File(owner);

        Assert.IsType<Forbidden>((await Attach(house, stranger, filed.Code, "impact.md", "x")).Refusal);
        Assert.IsType<NotFound>((await Attach(house, owner, "AIS-0099", "impact.md", "x")).Refusal);
        Assert.Equal("name", Fault(await Attach(house, owner, filed.Code, "../impact.md", "x")));
        Assert.Equal("content", Fault(await Attach(house, owner, filed.Code, "impact.md", "")));
        Assert.Empty((await house.Entry(filed.Code)).Shown.Content.Documents);
    }

    private static async Task<string?> Read(House house, string code, Digest digest)
    {
        if (await house.Get<EntryDocuments>().Open(code, digest, default) is not { } file)
            return null;

        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }

    private static string Fault<T>(Result<T> result) => Assert.Single(Assert.IsType<Invalid>(result.Refusal).Faults).Field;

    private static Task<Result<AttachedDocument>> Attach(House house, Actor actor, string code, string name, string text) =>
        house.Get<AttachDocument>().Run(actor, new(code, name, new MemoryStream(Encoding.UTF8.GetBytes(text))), default);
}
