using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Monitoring.Intake;
using Portal.Monitoring.Windows;
using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring;

/// <summary>A house with one system, its version v1 and somebody who sends telemetry.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Code = "AIS-0001";

    private Bench(House house, Actor sender, SystemId system, VersionId version) =>
        (House, Sender, System, Version) = (house, sender, system, version);

    public House House { get; }

    public Actor Sender { get; }

    public SystemId System { get; }

    public VersionId Version { get; }

    public static async Task<Bench> On(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        var sender = await house.Person("Developer", Role.Developer);
        var now = house.Time.GetUtcNow();
        await using var db = await house.Dbs.CreateDbContextAsync();
        var system = AiSystem.File(Code, new EntryContent { Name = "Credit scoring" }, sender.Person.GetValueOrDefault(), now);
        var version = ModelVersion.Declare(system.Id, new Declaration("v1", new Artefact(ArtefactKind.Model, "scorecard"), [], []), sender.Person.GetValueOrDefault(), now);
        db.Systems.Add(system);
        db.Versions.Add(version);
        await db.SaveChangesAsync();
        return new Bench(house, sender, system.Id, version.Id);
    }

    /// <summary>One more system whose entry is published, with one version that may use these tools.</summary>
    public async Task File(string code, string name, IReadOnlyList<string> serviceNames, string label, params string[] tools)
    {
        var (now, owner) = (House.Time.GetUtcNow(), Sender.Person.GetValueOrDefault());
        var entry = An.Entry(owner) with { Name = name, ServiceNames = serviceNames };
        var system = AiSystem.File(code, entry, owner, now);
        _ = system.Submit(owner, now).Value;
        _ = system.Accept(EntryDigest.Of(entry), new(RiskTier.High, LegalClass.HighRisk, ""), SmallPolicy.Rules, new PersonId(Guid.CreateVersion7()), now).Value;
        var version = ModelVersion.Declare(
            system.Id,
            new Declaration(label, new Artefact(ArtefactKind.Agent, "agent"), [], []) { Provenance = new Provenance { Tools = [.. tools.Select(tool => new AllowedTool(tool, []))] } }, owner, now);
        await using var db = await House.Dbs.CreateDbContextAsync();
        db.Systems.Add(system);
        db.Versions.Add(version);
        await db.SaveChangesAsync();
    }

    /// <summary>Freezes a baseline of a thousand incomes from 0 to 999, in three regions.</summary>
    public Task Baseline() => Baseline(Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", i % 4 == 0 ? "decline" : "approve", "approve", new Dictionary<string, FeatureValue>
    {
        ["income"] = FeatureValue.Of(i),
        ["region"] = FeatureValue.Of(RegionOf(i)),
    })));

    public async Task Baseline(IEnumerable<EvaluationRow> rows)
    {
        var bytes = new global::System.Buffers.ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, rows);
        var digest = await House.Get<BlobStore>().PutAsync(bytes.WrittenMemory, default);
        foreach (var reaction in House.All<IReaction<BaselineMade>>())
            await reaction.React(new BaselineMade(System, Version, digest), default);
    }

    public static string RegionOf(int i) => (i % 3) switch { 0 => "north", 1 => "south", _ => "west" };

    /// <summary>Rows like the baseline's, one a line, from one minute.</summary>
    public static string Rows(DateTimeOffset time, int from, int count, double moved = 0) => string.Join('\n', Enumerable.Range(from, count).Select(i =>
        Row(time, i, ((i * 7919 % 1000) + moved).ToString(CultureInfo.InvariantCulture))));

    public static string Row(DateTimeOffset time, int i, string income) =>
        $$"""{"id":"r{{i}}","time":"{{time:yyyy-MM-ddTHH:mm:ss}}Z","version":"v1","features":{"income":{{income}},"region":"{{RegionOf(i * 7919 % 1000)}}"},"prediction":"{{(i * 7919 % 4 == 0 ? "decline" : "approve")}}"}""";

    public Task<Result<AcceptPredictions.Accepted>> Post(string body, string? key = null) =>
        House.Get<AcceptPredictions>().Run(Sender, new(Code, key, Encoding.UTF8.GetBytes(body)), default);

    public Task<int> Fold() => House.Get<FoldTelemetry>().Run(default);

    /// <summary>The next portal on the same data; the log of the one before is let go, as it is when a process ends.</summary>
    public async Task<ServiceProvider> Restarted()
    {
        if (House.Get<IPostStore>() is IAsyncDisposable log)
            await log.DisposeAsync();
        return House.AnotherNode();
    }

    /// <summary>A stored window: equal counts are equal text, and so are sums that agree to nine digits.</summary>
    public static string Text(byte[] window)
    {
        var counts = MinuteCounts.FromBytes(window);
        return string.Join("; ",
        [
            $"{counts.Rows} until {counts.LastRowAt:O}",
            .. counts.Features.Select(feature => $"{feature.Key} {string.Join(' ', feature.Value.Counts.ToArray())} missing {feature.Value.Missing} invalid {feature.Value.Invalid} sums {string.Join(' ', feature.Value.Sums.ToArray().Select(sum => $"{sum:G9}"))} mean {feature.Value.Moments?.Mean:G9} {feature.Value.Moments?.SquaredDeviations:G9}"),
            .. counts.Histograms.Select(histogram => $"{histogram.Key} {histogram.Value.N} {histogram.Value.Sum:G9} {string.Join(' ', histogram.Value.ToState().Counts)}"),
            .. counts.Totals.Select(total => $"{total.Key} {total.Value}"),
        ]);
    }

    /// <summary>Everything that is counted, as stored: equal counts are equal text.</summary>
    public async Task<string> Counted()
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        var windows = await db.TelemetryWindows.AsNoTracking().ToListAsync();
        return string.Join('\n', windows.OrderBy(window => window.Minute).Select(window => $"{window.Minute:O} {window.Rows} {Text(window.Counts)}"));
    }

    public async Task<long> RowsCounted()
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.TelemetryWindows.SumAsync(window => window.Rows);
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
