using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.Integrations.Outgoing;
using Portal.Shared;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evaluation.Judging;

/// <summary>A house with a sealed version, and a judge on a port of this machine that gives 0.9, or 0.2 to whatever is made up.</summary>
internal sealed class JudgeDesk : IAsyncDisposable
{
    public const string Key = "sk-never-to-be-seen";

    private JudgeDesk(House house, Receiver judge, Actor owner, VersionId version) => (House, Judge, Owner, Version) = (house, judge, owner, version);

    public House House { get; }

    public Receiver Judge { get; }

    public Actor Owner { get; }

    public VersionId Version { get; }

    public static async Task<JudgeDesk> On(DatabaseProvider provider)
    {
        var house = await House.On(provider, options => options with { Outgoing = new OutgoingOptions { AllowedHosts = ["127.0.0.1"] } });
        var owner = await house.Owner();
        var desk = new JudgeDesk(house, Receiver.Start(), owner, await house.Sealed(owner, await house.Developer()));
        desk.Judge.Answer = post => Task.FromResult(Score(post));
        return desk;
    }

    public JudgeTerms Terms => new("support-answers", Judge.Address.GetLeftPart(UriPartial.Authority), "small-judge", [.. DefaultRubrics.Judged.Select(DefaultRubrics.Of)], 1000, 1_000_000);

    public static Reply Score(Post post) => Says(JsonSerializer.Serialize(new { score = post.Body.Contains("made up", StringComparison.Ordinal) ? 0.2 : 0.9, reason = "It follows." }));

    /// <summary>A chat's answer with this for its message.</summary>
    public static Reply Says(string content) => new(200, JsonSerializer.Serialize(new { choices = new[] { new { message = new { role = "assistant", content } } }, usage = new { total_tokens = 100 } }));

    public static string Rows(int count, int madeUp = 0) => string.Join('\n', Enumerable.Range(0, count).Select(index =>
        JsonSerializer.Serialize(new { id = $"r{index}", question = "When do you open?", context = "We open at nine.", output = index < madeUp ? $"Row {index}: made up." : $"Row {index}: at nine." })));

    public Task<Result<JudgeRunId>> Request(string rows) => Request(rows, Terms);

    public Task<Result<JudgeRunId>> Request(string rows, JudgeTerms terms) =>
        House.Get<RequestJudgement>().Run(Owner, new(Workshop.Code, "v1.0", terms, Key, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows))), default);

    public async Task<JudgeRun> Read(JudgeRunId id)
    {
        await using var db = await House.Dbs.CreateDbContextAsync();
        return await db.JudgeRuns.AsNoTracking().SingleAsync(run => run.Id == id);
    }

    /// <summary>Turns, a clock's leap between them, until the run has ended.</summary>
    public async Task<JudgeRun> TurnUntilEnded(JudgeRunId id)
    {
        while ((await Read(id)).IsUnderWay)
        {
            await House.Get<JudgeWorker>().Turn(default);
            House.Time.Advance(TimeSpan.FromMinutes(1));
        }

        return await Read(id);
    }

    public async Task<IReadOnlyList<RunLine>> Runs() => (await House.Get<EvaluationQueries>().OfVersion(Version, new(1, 25), default)).Items;

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Judge.DisposeAsync();
    }
}
