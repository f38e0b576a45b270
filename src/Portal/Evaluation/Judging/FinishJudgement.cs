using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Makes an evaluation run of a judge's answers once nothing is left to ask.</summary>
public sealed class FinishJudgement(IDbContextFactory<PortalDb> dbs, BlobStore blobs, TimeProvider time)
{
    private const int ShownOfDigest = 19;

    private static readonly Actor Worker = Actor.System("judge");

    /// <summary>The system whose version was judged; absent when the run was no longer ours to finish.</summary>
    internal async Task<SystemId?> Run(JudgeRun taken, IReadOnlyList<JudgeRow> rows, CancellationToken ct)
    {
        var kept = await blobs.PutAsync(Stored(rows), ct);
        var result = await dbs.WriteAsync<SystemId>(db => Finish(db, taken, kept, ct), ct);
        return result.Succeeded(out var system, out _) ? system : null;
    }

    private async Task<Result<SystemId>> Finish(PortalDb db, JudgeRun taken, Digest rows, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.JudgeRuns.SingleOrDefaultAsync(one => one.Id == taken.Id, ct) is not { } run || !run.IsHeldBy(taken.DueAt))
            return new NotAllowed("It was stopped, or taken for lost, meanwhile.");

        var (system, subject) = await db.NamesOf(run.ModelVersion, ct);
        var answers = await db.JudgeAnswers.AsNoTracking().Where(answer => answer.Run == run.Id && answer.Score != null).Select(answer => new { answer.Row, answer.Metric, answer.Score }).ToListAsync(ct);
        if (answers.Count == 0)
        {
            run.Fail("Not one of its answers could be read.", now);
            db.Record(new EntryDraft(Worker, now, "judgement.failed", subject) { Reason = run.Because, Details = AdvanceJudgement.DetailsOf(run) });
            return system;
        }

        var content = new RunContent(JudgeFigures.Of(answers.Select(answer => (answer.Metric, answer.Score ?? 0))), RunCurves.None) { Source = SourceOf(run.Terms) };
        var measured = new MeasuredRun(run.Terms.Dataset, run.DatasetDigest, rows, null, default, 0, EvaluationKind.Judge, EvaluationTask.Text, content) { N = answers.Select(answer => answer.Row).Distinct().Count() };
        var ordinal = await db.EvaluationRuns.CountAsync(one => one.Version == run.ModelVersion, ct) + 1;
        var made = EvaluationRun.Of(RunId.New(now), run.ModelVersion, ordinal, await SubmitEvaluation.AttemptsOn(db, system, measured, ct) + 1, measured, run.By, now);
        db.EvaluationRuns.Add(made);
        run.Finish(made.Id, now);
        db.Record(new EntryDraft(Worker, now, "judgement.finished", subject) { Details = AdvanceJudgement.DetailsOf(run) });
        db.Record(new EntryDraft(Worker, now, "evaluation.run", subject) { After = rows, Made = made.Id.ToString(), Details = SubmitEvaluation.DetailsOf(made) });
        return system;
    }

    private static string SourceOf(JudgeTerms terms) => $"{terms.Model} at {terms.Host}, rubric {terms.RubricDigest.Text[..ShownOfDigest]}";

    /// <summary>As the rows of every run are kept, so that whoever looks at a version's outputs finds these.</summary>
    private static ReadOnlyMemory<byte> Stored(IEnumerable<JudgeRow> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, rows.Select(row => new EvaluationRow(row.Id, row.Output, null, new Dictionary<string, FeatureValue>())));
        return bytes.WrittenMemory;
    }
}
