using System.Text.Json;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;
using Portal.Tests.Register;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

public sealed class ExportRegisterTests
{
    [Theory, OnBothDatabases]
    public async Task All_that_passes_the_filter_is_in_it_once_however_many_portions_it_takes(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await ManySystems.Fill(house, from: 9_900, count: 450);
        var reader = await house.Person("Reader", Role.ProductReviewer);

        var all = await Exported(house, reader, new(), AsOf.Now);
        var some = await Exported(house, reader, new() { Stages = [SystemStage.Production] }, AsOf.Now);

        Assert.Equal(Enumerable.Range(9_900, 450).Select(AiSystem.CodeOf), all.Select(row => row.GetProperty("code").GetString()));
        Assert.Equal(225, some.Count);
        Assert.All(some, row => Assert.Equal("Production", row.GetProperty("stage").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task A_row_says_how_the_system_stands_and_all_that_its_entry_says(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Mia Owner", Role.SystemOwner);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));
        await house.Reach(filed.Id, Stage.Pilot, "v2.1");

        var row = Assert.Single(await Exported(house, owner, new(), AsOf.Now));

        string? Text(string key) => row.GetProperty(key).GetString();
        Assert.Equal(("AIS-0001", "High", "Pilot", "v2.1", "Published"), (Text("code"), Text("tier"), Text("stage"), Text("version"), Text("state")));
        Assert.Equal(("Credit scoring", "Mia Owner", "mia.owner@example.org", "AT, DE"), (Text("name"), Text("businessOwner"), Text("businessOwnerEmail"), Text("countries")));
        Assert.Equal(1, row.GetProperty("revision").GetInt32());
        Assert.Superset(EntryFields.All.Select(field => field.Key).ToHashSet(), row.EnumerateObject().Select(property => property.Name).ToHashSet());
    }

    [Theory, OnBothDatabases]
    public async Task Of_a_past_day_it_is_what_stood_then(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var filed = await house.FileAndPublish(owner, await house.Person("Risk", Role.RiskManager));
        var first = house.Get<Calendar>().EndOf(house.Get<Calendar>().Today);
        house.Time.Advance(TimeSpan.FromDays(1));
        _ = (await house.Edit(owner, filed.Code, An.Entry(owner.Id()) with { Name = "Another name" })).Value;
        _ = (await house.Submit(owner, filed.Code)).Value;
        await house.File(owner);

        var then = Assert.Single(await Exported(house, owner, new(), first));
        var now = await Exported(house, owner, new(), AsOf.Now);

        Assert.Equal("Credit scoring", then.GetProperty("name").GetString());
        Assert.Equal(["Another name", "Credit scoring"], now.Select(row => row.GetProperty("name").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task That_it_left_the_portal_is_an_entry_before_the_first_byte(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var reader = await house.Person("Reader", Role.Auditor);

        var file = await house.Get<ExportList>().Run(reader, house.Get<Lists>().Register(new() { Tiers = [RiskTier.High] }, AsOf.Now, "tier=High"), TableFormat.Xlsx, default);

        Assert.Equal("register-2026-11-02.xlsx", file.Value.Name);
        var entry = Assert.Single(await house.Entries(), entry => entry.Action == "list.exported");
        var details = JsonDocument.Parse(entry.Bytes).RootElement.GetProperty("details");
        Assert.Equal((reader.Person, "register"), (entry.Person, entry.Subject));
        Assert.Equal(("Xlsx", "tier=High"), (details.GetProperty("format").GetString(), details.GetProperty("filter").GetString()));
    }

    [Theory, OnBothDatabases]
    public async Task Who_may_not_read_takes_nothing_out_and_that_they_tried_is_an_entry(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var nobody = Actor.InPerson((await house.Person("Nobody")).Id(), "Nobody", new HashSet<Permission>());

        var refused = await house.Get<ExportList>().Run(nobody, house.Get<Lists>().Register(new(), AsOf.Now), TableFormat.Csv, default);

        Assert.IsType<Forbidden>(refused.Refusal);
        Assert.Equal(["list.export.refused"], (await house.Entries()).Select(entry => entry.Action));
    }

    /// <summary>Nobody who writes waits for a download that stands still, and what is downloaded is whole.</summary>
    [Theory, OnBothDatabases]
    public async Task A_download_that_stands_still_holds_up_no_writer(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await ManySystems.Fill(house, from: 101, count: 450);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var file = (await house.Get<ExportList>().Run(owner, house.Get<Lists>().Register(new(), AsOf.Now), TableFormat.Json, default)).Value;
        using var stream = new Halting();
        var download = file.WriteTo(stream, default);
        await stream.Halted.WaitAsync(TimeSpan.FromSeconds(30));

        // By the clock of the machine: a writer that waits would wait for the whole minute that SQLite allows.
        var filed = await house.File(owner).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.False(download.IsCompleted);
        stream.GoOn();
        await download;
        Assert.Equal(450, JsonDocument.Parse(stream.ToArray()).RootElement.EnumerateArray().Count(row => row.GetProperty("code").GetString() != filed.Code));
    }

    private static async Task<IReadOnlyList<JsonElement>> Exported(House house, Actor actor, SystemFilter filter, AsOf asOf)
    {
        using var stream = new MemoryStream();
        await (await house.Get<ExportList>().Run(actor, house.Get<Lists>().Register(filter, asOf), TableFormat.Json, default)).Value.WriteTo(stream, default);
        return [.. JsonDocument.Parse(stream.ToArray()).RootElement.EnumerateArray()];
    }

    /// <summary>Takes the first portion, and the next ones when it is told to.</summary>
    private sealed class Halting : MemoryStream
    {
        private readonly TaskCompletionSource _halted = new();
        private readonly TaskCompletionSource _goOn = new();
        private int _writes;

        public Task Halted => _halted.Task;

        public void GoOn() => _goOn.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (++_writes != 1)
                return;

            _halted.SetResult();
            await _goOn.Task.WaitAsync(cancellationToken);
        }
    }
}
