using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Who answers for the entry says, on the revision that was on the screen, that the system still does what it is for.</summary>
public sealed class RecertifyEntry(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string Code, Digest Displayed, ReviewDecision Decision, string Statement);

    public async Task<Result<DateTimeOffset>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var statement = EntryContent.TidiedText(input.Statement);
        var done = default(SystemId);
        var result = await dbs.WriteAsync<DateTimeOffset>(async db =>
        {
            var now = time.GetUtcNow();
            if (await EntryDrafts.ToChange(input.Code, db, ct) is not { } system)
                return new NotFound(input.Code);
            if (EntryAccess.WhyNotAnswer(actor, system, RaciActivity.Register) is { } refusal)
                return db.Refused(actor, now, "system.recertify", system.Code, refusal);
            if (!system.Recertify(input.Displayed, input.Decision, statement, await db.PolicyInForce(ct), actor.Person.GetValueOrDefault(), now).Succeeded(out var review, out var unfit))
                return unfit;

            done = system.Id;
            db.BusinessReviews.Add(review);
            db.Record(new EntryDraft(actor, now, "system.recertified", system.Code)
            {
                After = input.Displayed,
                Reason = statement,
                Details = new Dictionary<string, string>
                {
                    ["revision"] = review.Revision.ToString(CultureInfo.InvariantCulture),
                    ["decision"] = review.Decision.ToString(),
                    ["next"] = review.NextDue.ToString("O", CultureInfo.InvariantCulture),
                },
            });
            return review.NextDue;
        }, ct);
        if (result.Succeeded(out _, out _))
            feed.Publish(done);
        return result;
    }
}
