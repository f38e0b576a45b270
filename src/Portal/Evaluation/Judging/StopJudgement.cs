using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Ends a judged run before its time. What was answered stays to be read; it makes no figures.</summary>
public sealed class StopJudgement(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, string Label, int Ordinal);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is null)
            return new Forbidden("You may not stop what others have judged.");

        var result = await dbs.WriteAsync<SystemId>(db => Stop(db, actor, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value);
        return new Done();
    }

    private async Task<Result<SystemId>> Stop(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), ModelRegistry.VersionAccess.SubjectOf(input.System, input.Label));
        if (!(await db.VersionForEvidence(actor, input.System, input.Label, ct)).Succeeded(out var version, out var refusal))
            return db.Refused(actor, now, "judgement.stop", subject, refusal);
        if (await db.JudgeRuns.SingleOrDefaultAsync(one => one.ModelVersion == version.Id && one.Ordinal == input.Ordinal, ct) is not { } run)
            return new NotFound($"Judged run {input.Ordinal} of {subject}");
        if (run.Stop($"{actor.Name} stopped it.", now) is { } not)
            return not;

        db.Record(new EntryDraft(actor, now, "judgement.stopped", subject) { Reason = run.Because, Details = AdvanceJudgement.DetailsOf(run) });
        return version.System;
    }
}
