using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

public enum CardReview { Approve = 1, Return }

/// <summary>The judgement of somebody who did not write the card, on what was on their screen.</summary>
public sealed class ReviewCard(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, string Label, Digest Displayed, CardReview Review, string Remarks);

    public async Task<Result<CardState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.ReviewCards) || actor.Person is not { } person)
            return new Forbidden("You may not review model cards.");
        if (actor.Through != Through.Session)
            return new Forbidden("Reviewing happens in pages, by a person.");

        var result = await dbs.WriteAsync<(SystemId System, CardState State)>(db => Review(db, actor, person, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.State;
    }

    private async Task<Result<(SystemId, CardState)>> Review(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await db.CardPlaceOf(input.System, input.Label, ct)).Succeeded(out var place, out var missing))
            return missing;
        if (await db.WholeCard(place.Version.Id, ct) is not { } card)
            return new NotFound($"A card of {place.Subject}");

        if (card.Open is not { State: CardState.InReview } reviewed)
            return new NotAllowed("No revision of this card waits for a review.");

        var before = card.Approved?.Content;
        var refusal = card.WhyNotReview(person, place.Version) ?? (input.Review == CardReview.Approve
            ? card.Approve(input.Displayed, person, input.Remarks, now)
            : card.Return(input.Displayed, person, input.Remarks, now));
        if (refusal is not null)
            return db.Refused(actor, now, "card.review", place.Subject, refusal);

        db.Record(new EntryDraft(actor, now, reviewed.State == CardState.Approved ? "card.approved" : "card.returned", place.Subject)
        {
            Before = before,
            After = reviewed.Content,
            Reason = reviewed.Remarks.Length > 0 ? reviewed.Remarks : null,
            Details = CardDetails.Of(card.Id, reviewed),
        });
        await CardMails.Reviewed(db, actor, place, reviewed, now, ct);
        if (reviewed.State == CardState.Approved)
            db.Raise(new CardApproved(place.System.Id, place.Version.Id, reviewed.Number, reviewed.Content), now);
        return (place.System.Id, reviewed.State);
    }
}
