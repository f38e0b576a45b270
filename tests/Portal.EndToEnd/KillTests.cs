using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.EndToEnd.Support;
using Xunit.Abstractions;

namespace Portal.EndToEnd;

/// <summary>SIGKILL at any instant: what was acknowledged is there, once.</summary>
[Collection(nameof(Alone)), Trait("Category", "Fault")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_120;

    /// <summary>Three seconds is what is promised; a machine that builds and tests beside it gets more.</summary>
    private static readonly TimeSpan MedianRestart = TimeSpan.FromSeconds(10);

    [Fact]
    public Task Killed_ten_times_under_load_nothing_acknowledged_is_lost_and_nothing_doubled() => KillAsync(times: 10);

    [Fact, Trait("Category", "Long")]
    public Task Killed_a_hundred_times_under_load_nothing_acknowledged_is_lost_and_nothing_doubled() => KillAsync(times: 100);

    /// <summary>The bank that every other test shows was made like this.</summary>
    [Fact]
    public async Task Killed_while_the_demo_is_being_made_the_next_start_makes_it_whole()
    {
        await using var portal = await PortalProcess.StartDemoAsync();

        using var caller = new Insistent(portal);
        Assert.Equal(Bank.Stages, await Bank.KilledAtAsync());
        Assert.Equal(
            [
                "AML alert triage", "Card fraud", "Cash demand forecast", "Code assistant", "Complaint routing trial", "Credit scoring", "Customer chatbot",
                "Document extraction", "HR screening", "Marketing propensity", "Meeting summaries", "Trading surveillance",
            ],
            (await SystemsAsync(caller)).Select(system => system.Name).Order());
        Assert.False(File.Exists(Path.Combine(portal.DataDirectory, "demo.unfinished")));
        Assert.Equal(0, await portal.CommandAsync("verify"));
    }

    private async Task KillAsync(int times)
    {
        var instants = new Random(Seed);
        await using var portal = await PortalProcess.StartDemoAsync();
        using var caller = new Insistent(portal);
        using var load = await Load.PrepareAsync(caller);
        var starts = new List<TimeSpan>();

        load.Begin();
        for (var kill = 0; kill < times; kill++)
        {
            await load.FlowsAsync();
            await Task.Delay(instants.Next(100, 900));
            await portal.KillAsync();
            await portal.StartAgainAsync();
            starts.Add(portal.StartTook);
        }

        await load.FlowsAsync();
        await load.EndAsync();
        var median = starts.Order().ElementAt(times / 2);
        output.WriteLine(
            $"{times} kills, {load.Systems.Count} systems, {load.Versions.Count} versions and {string.Join(", ", load.Rows.Select(kind => $"{kind.Value} {kind.Key}"))} acknowledged, "
            + $"{caller.Repeated} requests sent again, started again within {median.TotalSeconds:0.0} s in the median, {starts.Max().TotalSeconds:0.0} s at most.");

        await SystemsAreThereOnceAsync(caller, load);
        await VersionsAreSealedAsync(caller, load);
        Assert.Equal(await load.CountedAsync(portal.DataDirectory), load.Rows);
        Assert.Equal(["calls", "feedback", "labels", "predictions", "reviews"], load.Rows.Keys);
        Assert.Equal(0, await portal.CommandAsync("verify"));
        Assert.InRange(median, TimeSpan.Zero, MedianRestart);
    }

    private static async Task SystemsAreThereOnceAsync(Insistent caller, Load load)
    {
        var there = (await SystemsAsync(caller)).Where(system => system.Name.StartsWith("filer-", StringComparison.Ordinal));
        Assert.Equal(load.Systems.Select(system => (system.Key, system.Value)).Order(), there.Order());

        foreach (var (name, code) in load.Systems)
        {
            using var again = await caller.PostAsync("/api/v1/systems", name, () => JsonContent.Create(new { name }));
            Assert.Equal(HttpStatusCode.Created, again.StatusCode);
            Assert.Equal(code, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    private static async Task VersionsAreSealedAsync(Insistent caller, Load load)
    {
        foreach (var (label, digest) in load.Versions)
        {
            using var answer = await caller.GetAsync($"/api/v1/systems/{load.Watched}/versions/{label}");
            var version = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("Sealed", version.GetProperty("state").GetString());
            Assert.Equal(digest, version.GetProperty("artifacts")[0].GetProperty("sha256").GetString());
        }

        using var list = await caller.GetAsync($"/api/v1/systems/{load.Watched}/versions");
        Assert.Equal(load.Versions.Count, (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("total").GetInt32());
    }

    private static async Task<IReadOnlyList<(string Name, string Code)>> SystemsAsync(Insistent caller)
    {
        var found = new List<(string, string)>();
        for (var page = 1; ; page++)
        {
            using var answer = await caller.GetAsync($"/api/v1/systems?size=100&page={page}");
            var systems = await answer.Content.ReadFromJsonAsync<JsonElement>();
            found.AddRange(systems.GetProperty("items").EnumerateArray().Select(system => (Text(system, "name"), Text(system, "code"))));
            if (found.Count >= systems.GetProperty("total").GetInt32() || systems.GetProperty("items").GetArrayLength() == 0)
                return found;
        }
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
