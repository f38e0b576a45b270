using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Reports.Packs;

/// <summary>People do what they may for some days; each evening somebody writes down how everything stands, and has a pack made.</summary>
public sealed class PackHistoryTests
{
    private const int ActsADay = 4;

    [Fact]
    public Task A_pack_as_of_a_past_day_holds_what_stood_then_and_is_the_pack_that_was_made_then() => Live(days: 3, seed: 1106);

    [Theory, Trait("Category", "Long")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Over_many_days_too(int seed) => Live(days: 12, seed);

    private static async Task Live(int days, int seed)
    {
        await using var scene = await PackScene.On(DatabaseProvider.Sqlite);
        var (random, calendar) = (new Random(seed), scene.House.Get<Calendar>());
        List<(DateOnly Day, IReadOnlyDictionary<string, string> Stood, byte[] Pack)> evenings = [];
        for (var day = 0; day < days; day++)
        {
            for (var act = 0; act < ActsADay; act++)
            {
                scene.House.Time.Advance(TimeSpan.FromMinutes(random.Next(10, 120)));
                await Act(scene, random, $"{day}.{act}");
            }

            scene.House.Time.Advance(TimeSpan.FromMinutes(1));
            await scene.Sign();
            evenings.Add((calendar.Today, await Stands(scene), await scene.Bytes(await scene.Make())));
            scene.House.Time.Advance(TimeSpan.FromDays(1));
        }

        foreach (var (day, stood, pack) in evenings)
        {
            var code = await scene.Make(day: day);

            Assert.Equal(stood, Recorded(await scene.Files(code)));
            var again = await scene.Bytes(code);
            Assert.True(pack.SequenceEqual(again), $"The pack as of {day} has other bytes than on that day.");
        }

        Assert.Equal(days, evenings.Select(evening => string.Join(';', evening.Stood.Select(one => $"{one}").Order(StringComparer.Ordinal))).Distinct().Count());
    }

    private static async Task Act(PackScene scene, Random random, string name)
    {
        var (review, house) = (scene.Review, scene.House);
        switch (random.Next(6))
        {
            case 0:
                await review.Version($"v{name}");
                _ = (await review.Request($"v{name}")).Value;
                break;
            case 1 when await Open(house) is { } promotion:
                foreach (var signer in new[] { review.Technical, review.RiskSeat, review.LegalSeat })
                    _ = await review.Sign(promotion, signer);
                _ = await review.Apply(promotion);
                break;
            case 2 when await Open(house) is { } promotion:
                _ = await review.Sign(promotion, review.Technical);
                break;
            case 3 when await Finding(house, FindingState.Open) is { } finding:
                _ = (await house.Get<ClaimFinding>().Run(review.Owner, new(finding, "Done and tested."), default)).Value;
                break;
            case 4 when await Finding(house, FindingState.Claimed) is { } finding:
                _ = (await house.Get<CloseFinding>().Run(review.Risk, new(finding, "Seen."), default)).Value;
                break;
            case 5:
                await review.Publish(content => content with { Name = $"Scoring {name}" });
                break;
            default:
                _ = (await house.Get<RaiseFinding>().Run(review.Risk, new(review.System, FindingSource.Review, FindingSeverity.Severe, $"Finding {name}", "Look again.", review.Owner.Id(), new DateOnly(2027, 1, 1)), default)).Value;
                break;
        }
    }

    private static async Task<PromotionId?> Open(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Promotions.Where(promotion => promotion.State == PromotionState.InReview).OrderBy(promotion => promotion.Code).Select(promotion => (PromotionId?)promotion.Id).FirstOrDefaultAsync();
    }

    private static async Task<string?> Finding(House house, FindingState state)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await db.Findings.Where(finding => finding.State == state).OrderBy(finding => finding.Code).Select(finding => finding.Code).FirstOrDefaultAsync();
    }

    /// <summary>As the rows say it at this moment, past every query that knows of days.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> Stands(PackScene scene)
    {
        await using var db = await scene.House.Dbs.CreateDbContextAsync();
        var stands = new Dictionary<string, string>();
        foreach (var promotion in await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes).ToListAsync())
            stands[promotion.Code] = $"{promotion.State} {promotion.StepsDone} {promotion.Votes.Count} {promotion.SubjectDigest}";
        foreach (var finding in await db.Findings.AsNoTracking().ToListAsync())
            stands[finding.Code] = $"{finding.State}";
        foreach (var version in await db.Versions.AsNoTracking().ToListAsync())
            stands[version.Label] = $"{version.Stage} {version.ContentDigest}";
        foreach (var system in await db.Systems.AsNoTracking().Include(system => system.Revisions).ToListAsync())
            stands[system.Code] = $"{system.Revisions.Single(revision => revision.State == EntryState.Published).Content.Name} {system.Tier}";
        foreach (var run in await db.EvaluationRuns.AsNoTracking().Join(db.Versions, run => run.Version, version => version.Id, (run, version) => new { version.Label, run.Ordinal, run.Correct, run.N }).ToListAsync())
            stands[$"{run.Label} run {run.Ordinal}"] = $"{run.N}";
        return stands;
    }

    private static Dictionary<string, string> Recorded(IReadOnlyDictionary<string, string> files)
    {
        var told = new Dictionary<string, string>();
        foreach (var record in Records(files, "promotions"))
            told[Text(record, "code")] = $"{Text(record, "state")} {record.GetProperty("stepsDone")} {record.GetProperty("votes").GetArrayLength()} {Text(record, "subjectDigest")}";
        foreach (var record in Records(files, "findings"))
            told[Text(record, "code")] = Text(record, "state");
        foreach (var record in Records(files, "versions"))
            told[Text(record, "label")] = $"{Text(record, "stage")} {Text(record, "digest")}";
        foreach (var record in Records(files, "register"))
            told[Text(record, "code")] = $"{Text(record.GetProperty("entry"), "name")} {Text(record, "tier")}";
        foreach (var record in Records(files, "evaluations"))
            told[$"{Text(record, "version")} run {record.GetProperty("number")}"] = $"{record.GetProperty("n")}";
        return told;
    }

    private static IEnumerable<JsonElement> Records(IReadOnlyDictionary<string, string> files, string name) => JsonDocument.Parse(files[$"records/{name}.json"]).RootElement.EnumerateArray();

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString() ?? "";
}
