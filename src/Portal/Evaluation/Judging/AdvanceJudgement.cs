using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Takes a judged run one batch further: asks, keeps what was answered, and makes its figures when nothing is left to ask.</summary>
public sealed class AdvanceJudgement(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SealingKey key, IJudge judge, FinishJudgement finish, LiveFeed<SystemId> feed, TimeProvider time)
{
    private static readonly Actor Worker = Actor.System("judge");

    /// <summary>False when there is nothing to do for this run now.</summary>
    public async Task<bool> Run(JudgeRunId id, CancellationToken ct)
    {
        if (!(await dbs.WriteAsync<JudgeRun>(db => Take(db, id, ct), ct)).Succeeded(out var run, out _))
            return false;
        if (!TryOpen(run, out var apiKey))
        {
            await Keep(run, [], new BatchOutcome(0, 0, 0, 0) { Never = "The key does not open with this portal's sealing key: ask again with the key." });
            return false;
        }

        IReadOnlyList<JudgeRow> rows;
        await using (var stored = blobs.Open(run.Rows))
            rows = await JudgeUpload.ReadStored(stored, ct);

        var left = await Left(run, ct);
        if (left.Count == 0)
            return await finish.Run(run, rows, ct) is { } system && Told(system);

        var batch = new JudgeBatch(run, apiKey, rows, judge);
        await batch.Run(left, ct);
        return await Keep(run, batch.Answers, batch.Outcome) && !ct.IsCancellationRequested;
    }

    private async Task<Result<JudgeRun>> Take(PortalDb db, JudgeRunId id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.JudgeRuns.SingleOrDefaultAsync(run => run.Id == id, ct) is not { } run || !run.IsDue(now))
            return new NotAllowed("It is not due.");

        run.Take(now);
        return run;
    }

    private bool TryOpen(JudgeRun run, out string? apiKey)
    {
        apiKey = null;
        try
        {
            apiKey = run.ApiKey is { } box ? Encoding.UTF8.GetString(key.Unseal(box, JudgeRun.PurposeOf(run.Id))) : null;
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<JudgeItem>> Left(JudgeRun run, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var answered = (await db.JudgeAnswers.AsNoTracking().Where(answer => answer.Run == run.Id).Select(answer => new { answer.Row, answer.Metric }).ToListAsync(ct))
            .Select(answer => new JudgeItem(answer.Row, answer.Metric)).ToHashSet();
        return [.. Enumerable.Range(0, run.RowCount).SelectMany(row => run.Terms.Rubrics.Select(rubric => new JudgeItem(row, rubric.Metric))).Where(item => !answered.Contains(item)).Take(JudgeBatch.Size)];
    }

    /// <summary>Also when the portal is being stopped: what was paid for is kept.</summary>
    private async Task<bool> Keep(JudgeRun taken, IReadOnlyList<JudgeAnswer> answers, BatchOutcome outcome)
    {
        var chance = Random.Shared.NextDouble();
        var kept = await dbs.WriteAsync<(SystemId System, bool IsDue)>(db => Keep(db, taken, answers, outcome, chance), CancellationToken.None);
        return kept.Succeeded(out var told, out _) && Told(told.System) && told.IsDue;
    }

    private async Task<Result<(SystemId, bool)>> Keep(PortalDb db, JudgeRun taken, IReadOnlyList<JudgeAnswer> answers, BatchOutcome outcome, double chance)
    {
        var now = time.GetUtcNow();
        if (await db.JudgeRuns.SingleOrDefaultAsync(run => run.Id == taken.Id) is not { } run || !run.IsHeldBy(taken.DueAt))
            return new NotAllowed("It was stopped, or taken for lost, meanwhile.");

        db.JudgeAnswers.AddRange(answers);
        run.Note(outcome, chance, now);
        var named = await db.NamesOf(run.ModelVersion, CancellationToken.None);
        if (run.State is JudgeRunState.Stopped or JudgeRunState.Failed)
            db.Record(new EntryDraft(Worker, now, run.State == JudgeRunState.Failed ? "judgement.failed" : "judgement.stopped", named.Subject) { Reason = run.Because, Details = DetailsOf(run) });
        return (named.System, run.IsDue(now));
    }

    internal static Dictionary<string, string> DetailsOf(JudgeRun run) => new()
    {
        ["judgement"] = run.Id.ToString(),
        ["model"] = run.Terms.Model,
        ["host"] = run.Terms.Host,
        ["rubric"] = run.Terms.RubricDigest.Text,
        ["judged"] = run.Judged.ToString(CultureInfo.InvariantCulture),
        ["unjudged"] = run.Unjudged.ToString(CultureInfo.InvariantCulture),
        ["calls"] = run.Calls.ToString(CultureInfo.InvariantCulture),
        ["tokens"] = run.Tokens.ToString(CultureInfo.InvariantCulture),
    };

    private bool Told(SystemId system)
    {
        feed.Publish(system);
        return true;
    }
}
