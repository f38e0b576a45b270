using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Takes back a draft that nobody was asked to review; what is approved stands on. Drafts are no governed change, so the ledger hears nothing.</summary>
public sealed class DiscardCard(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With an expected version it is refused when somebody changed the card since.</summary>
    public sealed record Input(string System, string Label, int? ExpectedVersion = null);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<SystemId>(db => Discard(db, actor, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value);
        return default(Done);
    }

    private async Task<Result<SystemId>> Discard(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (!(await db.CardPlaceOf(input.System, input.Label, ct)).Succeeded(out var place, out var missing))
            return missing;
        if (CardAccess.WhyNotWrite(actor, place) is { } unfit)
            return db.Refused(actor, time.GetUtcNow(), "card.write", place.Subject, unfit);
        if (await db.WholeCard(place.Version.Id, ct) is not { } card)
            return new NotFound($"A card of {place.Subject}");
        if (input.ExpectedVersion is { } expected && expected != card.Version)
            return new Changed($"Somebody changed the card of {place.Subject} since you read it.");
        if (card.Discard() is { } refusal)
            return refusal;

        if (card.Revisions.Count == 0)
            db.Cards.Remove(card);
        return place.System.Id;
    }
}
