using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Monitoring;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Records;

/// <summary>A bench whose system is of Tier High, with the people who have to do with its decisions.</summary>
internal sealed class Recorded : IAsyncDisposable
{
    private Recorded(Bench bench) => Bench = bench;

    public Bench Bench { get; }

    public House House => Bench.House;

    public required Actor Risk { get; init; }

    public required Actor Validator { get; init; }

    public required Actor Auditor { get; init; }

    public required Actor Stranger { get; init; }

    public static async Task<Recorded> On(DatabaseProvider provider, RiskTier? tier = RiskTier.High)
    {
        var bench = await Bench.On(provider);
        await using (var db = await bench.House.Dbs.CreateDbContextAsync())
            await db.Systems.ExecuteUpdateAsync(set => set.SetProperty(system => system.Tier, tier));
        return new Recorded(bench)
        {
            Risk = await bench.House.Person("Risk", Role.RiskManager),
            Validator = await bench.House.Person("Validator", Role.IndependentValidator),
            Auditor = await bench.House.Person("Auditor", Role.Auditor),
            Stranger = await bench.House.Person("Stranger", Role.Developer),
        };
    }

    /// <summary>A system of Tier High of this house, and its rows on record; answers its code.</summary>
    public static async Task<string> File(House house, params string[] rows)
    {
        var now = house.Time.GetUtcNow();
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            var by = (await house.Person("Filer", Role.SystemOwner)).Person.GetValueOrDefault();
            var system = AiSystem.File(Bench.Code, new EntryContent { Name = "Credit scoring" }, by, now);
            db.Systems.Add(system);
            await db.SaveChangesAsync();
            await db.Systems.ExecuteUpdateAsync(set => set.SetProperty(row => row.Tier, RiskTier.High));
            var body = Encoding.UTF8.GetBytes(string.Join('\n', rows));
            await house.Get<KeepRecords>().Keep(system.Id, () => body, PredictionReader.Read(body, now).Value, [VersionId.New(now)], null, default);
        }

        return Bench.Code;
    }

    public static string Row(string id, string subject, string output = "decline", int minute = 0) =>
        $$"""{"id":"{{id}}","time":"2026-11-02T11:{{minute:00}}:00Z","version":"v1","features":{"income":120,"region":"north","note":null},"prediction":"{{output}}","score":0.71,"subject":"{{subject}}","contributions":{"region":0.02,"income":-0.4} }""";

    public async Task Post(params string[] rows)
    {
        _ = (await Bench.Post(string.Join('\n', rows))).Value;
        await Bench.Fold();
    }

    public async Task React(TelemetryKind kind, string rows)
    {
        _ = (await House.Get<AcceptReactions>().Run(Bench.Sender, new(kind, Bench.Code, null, Encoding.UTF8.GetBytes(rows)), default)).Value;
        await Bench.Fold();
    }

    public Task<Result<DecisionView>> Read(Actor reader, string prediction, string? reason = null) =>
        House.Get<ReadDecision>().Run(reader, new(Bench.Code) { Prediction = prediction, Reason = reason }, default);

    public Task<Result<DecisionPart>> Search(Actor reader, Func<SearchDecisions.Input, SearchDecisions.Input>? by = null) =>
        House.Get<SearchDecisions>().Run(reader, (by ?? (input => input))(new(Bench.Code)), default);

    public async Task<RecordId> IdOf(string prediction) => (await Read(Risk, prediction)).Value.Id;

    public async Task<Result<CaseId>> Contest(Actor by, string prediction, string says = "My income was read wrong.") =>
        await House.Get<ContestDecision>().Run(by, new(Bench.Code, await IdOf(prediction), says), default);

    public Task<Result<int>> Erase(Actor by, string subject, string reason = "She asked for it.") => House.Get<EraseSubject>().Run(by, new(Bench.Code, subject, reason), default);

    public async Task<IReadOnlyList<DecisionRecord>> All()
    {
        await using var db = await House.Get<IDbContextFactory<RecordsDb>>().CreateDbContextAsync();
        return await db.Records.AsNoTracking().OrderBy(record => record.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<string>> Acts() => [.. (await House.Entries()).Select(entry => entry.Action)];

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
