using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Hands the draft to risk, or publishes it at once when nothing material differs from what is published.</summary>
public sealed class SubmitEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, int? ExpectedVersion);

    public async Task<Result<Submission>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<Submission>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotWrite(actor, system) is { } unfit)
                return db.Refused(actor, now, "system.submit", system.Code, unfit);
            if (input.ExpectedVersion is { } expected && expected != system.Version)
                return new Changed($"Somebody changed {system.Code} since you read it.");

            if (system.Open?.Content.Lane == Lane.Experiment && await VersionStages.Running(db, system.Id, ct) is { } running)
                return new Invalid("lane", $"Version {running} runs, and an experiment never does: it stays in the governed lane.");

            var before = system.Published;
            if (!system.Submit(actor.Person.GetValueOrDefault(), now).Succeeded(out var submission, out var refusal))
                return refusal;

            db.Record(Entry(actor, now, system, before, submission));
            if (submission.Published is null)
                await EntryMails.Submitted(db, actor, system, now, ct);
            if (submission.Published is { } published)
                db.Raise(published, now);
            return submission;
        }, ct);

        if (result.Succeeded(out var done, out _))
            feed.Publish(done.System);
        return result;
    }

    private static EntryDraft Entry(Actor actor, DateTimeOffset now, AiSystem system, SystemRevision? before, Submission submission) =>
        new(actor, now, submission.Published is null ? "system.submitted" : "system.published", system.Code)
        {
            Before = before is null ? null : EntryDigest.Of(before.Content),
            After = submission.Content,
            Details = submission.Published is { } published && system.Published?.Confirmation is { } confirmed ? EntryDrafts.Details(published, confirmed.Tier, confirmed.Class) : EntryDrafts.Details(submission.Revision),
        };
}
