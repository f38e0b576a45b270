using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Brings the draft of a card into review, when nothing lacks that the system's tier asks for.</summary>
public sealed class SubmitCard(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With an expected version it is refused when somebody changed the card since.</summary>
    public sealed record Input(string System, string Label, int? ExpectedVersion = null);

    public async Task<Result<CardId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<(CardId Card, SystemId System)>(db => Submit(db, actor, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.Card;
    }

    private async Task<Result<(CardId, SystemId)>> Submit(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await db.CardPlaceOf(input.System, input.Label, ct)).Succeeded(out var place, out var missing))
            return missing;
        if (CardAccess.WhyNotWrite(actor, place) is { } unfit)
            return db.Refused(actor, now, "card.submit", place.Subject, unfit);
        if (await db.WholeCard(place.Version.Id, ct) is not { } card)
            return new NotFound($"A card of {place.Subject}");
        if (input.ExpectedVersion is { } expected && expected != card.Version)
            return new Changed($"Somebody changed the card of {place.Subject} since you read it.");
        if (place.Version.State != VersionState.Sealed)
            return new NotAllowed($"Version {place.Version.Label} is not sealed: its card is reviewed when the bytes are there that it is about.");

        var policy = await db.PolicyInForce(ct);
        if (card.Submit(policy.CardSectionsOf(place.Tier), $"Tier {place.Tier}", actor.Person.GetValueOrDefault(), now) is { } refusal)
            return refusal;

        if (card.Open is not { } submitted)
            throw new InvalidOperationException("A card that was submitted has no revision in review.");

        db.Record(new EntryDraft(actor, now, "card.submitted", place.Subject)
        {
            Before = card.Approved?.Content,
            After = submitted.Content,
            Policy = policy.Number,
            Details = CardDetails.Of(card.Id, submitted),
        });
        await CardMails.Submitted(db, actor, place, card, submitted, now, ct);
        return (card.Id, place.System.Id);
    }
}

/// <summary>What entries about a card say of it.</summary>
internal static class CardDetails
{
    public static IReadOnlyDictionary<string, string> Of(CardId card, CardRevision revision) =>
        new Dictionary<string, string> { ["card"] = card.ToString(), ["revision"] = $"{revision.Number}" };
}
