using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>A reviewer's word on what the judge said of drawn outputs: agreed or not.</summary>
public sealed class MarkJudgement(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Mark(int Row, Metric Metric, SpotVerdict Verdict);

    public sealed record Input(string System, string Label, int Ordinal, IReadOnlyList<Mark> Marks);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.Person is not { } person || actor.Through != Through.Session)
            return new Forbidden("A person's word is given in the page.");
        if (!actor.MayMark())
            return new Forbidden("Judged outputs are checked by product reviewers and validators.");

        var result = await dbs.WriteAsync<SystemId>(db => Keep(db, actor, person, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value);
        return new Done();
    }

    private async Task<Result<SystemId>> Keep(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label));
        if (await db.SystemWithRevisions(input.System, ct) is not { } system || await db.WholeVersion(system.Id, input.Label, ct) is not { } version
            || await db.JudgeRuns.AsNoTracking().SingleOrDefaultAsync(one => one.ModelVersion == version.Id && one.Ordinal == input.Ordinal, ct) is not { } run)
            return new NotFound($"Judged run {input.Ordinal} of {subject}");
        if (version.IsContributor(person) || actor.IsOf(system))
            return db.Refused(actor, now, "judgement.mark", subject, new Forbidden("Who works on a version does not check its judge."));
        if (run.State != JudgeRunState.Done)
            return new NotAllowed("It is checked when all of it was judged.");

        var drawn = JudgeSample.Of(run.Rows, run.Terms.RubricDigest, run.RowCount);
        if (input.Marks.Count == 0 || input.Marks.Any(mark => !drawn.Contains(mark.Row) || run.Terms.Rubrics.All(rubric => rubric.Metric != mark.Metric) || !Enum.IsDefined(mark.Verdict)))
            return new Invalid("marks", "Mark the rows that were drawn, by the metrics that were judged.");

        var known = await db.SpotMarks.Where(mark => mark.Run == run.Id).ToDictionaryAsync(mark => (mark.Row, mark.Metric), ct);
        foreach (var mark in input.Marks.DistinctBy(mark => (mark.Row, mark.Metric)))
        {
            if (known.TryGetValue((mark.Row, mark.Metric), out var before))
                before.Change(mark.Verdict, person, now);
            else
                db.SpotMarks.Add(new SpotMark(run.Id, mark.Row, mark.Metric, mark.Verdict, person, now));
        }

        db.Record(new EntryDraft(actor, now, "judgement.marked", subject)
        {
            Details = new Dictionary<string, string>
            {
                ["judgement"] = run.Id.ToString(),
                ["agreed"] = string.Join(", ", input.Marks.Where(mark => mark.Verdict == SpotVerdict.Agree).Select(mark => $"{mark.Row + 1} {mark.Metric}")),
                ["disagreed"] = string.Join(", ", input.Marks.Where(mark => mark.Verdict == SpotVerdict.Disagree).Select(mark => $"{mark.Row + 1} {mark.Metric}")),
            },
        });
        return system.Id;
    }
}
