using System.Text;
using Portal.Data;
using Portal.Ledger.Packs;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Tests.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.Reports.Packs;

public sealed class PackMakingTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    [Theory, OnBothDatabases]
    public async Task A_pack_is_made_verified_and_the_same_bytes_each_time(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();

        var estate = await scene.Bytes(await scene.Make());
        scene.House.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.House.Append(3);
        var again = await scene.Bytes(await scene.Make());
        var part = await scene.Bytes(await scene.Make("system:AIS-0001"));

        Assert.Empty(PackScene.Verify(estate).Faults);
        Assert.Equal(estate, again);
        Assert.Equal(("estate", "system:AIS-0001"), (PackScene.Verify(estate).Manifest?.Scope, PackScene.Verify(part).Manifest?.Scope));
        Assert.True(PackScene.Verify(part).Manifest?.Files.Single(file => file.Path == PackLayout.Entries).Items > 5);
        Assert.Equal(
            ["pack.requested", "pack.made", "pack.requested", "pack.made", "pack.requested", "pack.made"],
            (await scene.House.Entries()).Select(entry => entry.Action).Where(action => action.StartsWith("pack.", StringComparison.Ordinal)));
    }

    [Theory, OnBothDatabases]
    public async Task People_have_pseudonyms_unless_they_are_asked_for_with_a_reason(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();

        var hidden = await scene.Files(await scene.Make());
        var named = await scene.Files(await scene.Make(reason: "The regulator asks who decided."));

        var told = hidden.Where(file => !file.Key.StartsWith("ledger/", StringComparison.Ordinal)).ToList();
        foreach (var name in new[] { "Board 1", "Board 2", "@example.org" })
            Assert.All(told, file => Assert.False(file.Value.Contains(name, StringComparison.Ordinal), $"{file.Key} holds {name}."));
        Assert.Contains("\"name\":\"P-000", hidden["records/promotions.json"], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Board 1\"", named["records/promotions.json"], StringComparison.Ordinal);
        Assert.Contains("Owner <owner@example.org>", named["records/register.json"], StringComparison.Ordinal);
        Assert.Contains("have pseudonyms", hidden["README.txt"], StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Who_was_stopped_is_taken_over_from_and_what_is_whole_is_not_written_again(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();
        var code = (await scene.Ask()).Value;
        var (make, sheets, pack) = (scene.House.Get<MakePack>(), scene.House.Get<PackSheets>(), await scene.Pack(code));

        // A worker that wrote one part, as can be told from what is in it, and was killed.
        await scene.House.Dbs.WriteAsync<DateTimeOffset>(async db => (await db.EvidencePacks.FindAsync(pack.Id))!.Take(scene.House.Time.GetUtcNow()), default);
        _ = await make.FolderOf(pack.Id).Make(new PackSheet("records/policies.json", "Policies", (target, _, ct) => target.WriteAsync(Encoding.UTF8.GetBytes("[\n{\"whole\":1}\n]\n"), ct).AsTask()), (_, _) => Task.CompletedTask, default);
        await File.WriteAllTextAsync(Path.Combine(scene.House.Folder, "packs", pack.Id.ToString(), "records_findings.json"), "torn");
        await scene.Turn();
        Assert.Equal(PackState.Making, (await scene.Pack(code)).State);

        scene.House.Time.Advance(EvidencePack.Lease);
        await scene.Turn();

        var files = await scene.Files(code);
        Assert.Equal("[\n{\"whole\":1}\n]\n", files["records/policies.json"]);
        Assert.Contains("\"code\":\"FI-0001\"", files["records/findings.json"], StringComparison.Ordinal);
        Assert.Empty(PackScene.Verify(await scene.Bytes(code)).Faults);
        Assert.Empty(Directory.GetDirectories(Path.Combine(scene.House.Folder, "packs")));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_cancelled_is_not_made_and_leaves_nothing(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();
        var (waiting, begun) = ((await scene.Ask()).Value, (await scene.Ask()).Value);
        _ = (await scene.House.Get<CancelPack>().Run(scene.Auditor, waiting, default)).Value;
        var pack = await scene.Pack(begun);
        await scene.House.Dbs.WriteAsync<DateTimeOffset>(async db => (await db.EvidencePacks.FindAsync(pack.Id))!.Take(scene.House.Time.GetUtcNow()), default);
        _ = (await scene.House.Get<CancelPack>().Run(scene.Auditor, begun, default)).Value;

        scene.House.Time.Advance(EvidencePack.Lease);
        await scene.Turn();

        Assert.Equal((PackState.Cancelled, PackState.Cancelled), ((await scene.Pack(waiting)).State, (await scene.Pack(begun)).State));
        Assert.IsType<NotAllowed>((await scene.House.Get<CancelPack>().Run(scene.Auditor, waiting, default)).Refusal);
        Assert.IsType<NotAllowed>((await scene.House.Get<OpenPack>().Run(scene.Auditor, waiting, default)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Taking_one_out_is_an_entry_before_the_first_byte(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        await scene.Sign();
        var code = (await scene.Ask()).Value;
        Assert.IsType<NotAllowed>((await scene.House.Get<OpenPack>().Run(scene.Auditor, code, default)).Refusal);
        await scene.Turn();

        var opened = (await scene.House.Get<OpenPack>().Run(scene.Auditor, code, default)).Value;
        await opened.Content.DisposeAsync();

        var entry = (await scene.House.Entries())[^1];
        Assert.Equal(("pack.downloaded", code, $"evidence-{code}.zip"), (entry.Action, entry.Subject, opened.Name));
        Assert.Equal(scene.Auditor.Person, entry.Person);
        Assert.IsType<Forbidden>((await scene.House.Get<OpenPack>().Run(scene.Review.Developer, code, default)).Refusal);
        Assert.Equal("pack.download.refused", (await scene.House.Entries())[^1].Action);
    }

    [Theory, OnBothDatabases]
    public async Task Bytes_go_when_their_time_is_over_or_somebody_in_them_is_erased_and_can_be_made_again(DatabaseProvider provider)
    {
        await using var scene = await PackScene.On(provider);
        var gone = await scene.House.Person("Gone Person");
        await scene.Sign();
        scene.House.Time.Advance(TimeSpan.FromSeconds(1));
        var (hidden, named) = (await scene.Make(), await scene.Make(reason: "Needed."));
        var before = await scene.Bytes(hidden);
        scene.House.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.House.Dbs.WriteAsync<Done>(db =>
        {
            db.Record(new Portal.Audit.EntryDraft(Scribe.Portal, scene.House.Time.GetUtcNow(), "person.erased", gone.Id().ToString()));
            return Task.FromResult<Result<Done>>(new Done());
        }, default);

        await scene.House.Get<ForgetPacks>().Turn(default);
        Assert.Equal((true, false), ((await scene.Pack(hidden)).IsHere, (await scene.Pack(named)).IsHere));
        Assert.Contains("was erased", (await scene.House.Get<OpenPack>().Run(scene.Auditor, named, default)).Refusal?.Message, StringComparison.Ordinal);

        scene.House.Time.Advance(TimeSpan.FromDays(366));
        await scene.House.Get<ForgetPacks>().Turn(default);
        Assert.False(scene.House.Get<BlobStore>().Has((await scene.Pack(hidden)).Content ?? throw new InvalidOperationException()));
        Assert.Equal(before, await scene.Bytes(await scene.Make(day: Today)));
    }
}
