using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Which sections a writing is about.</summary>
public enum CardExtent
{
    /// <summary>Those that it names; the others stay.</summary>
    Named = 1,

    /// <summary>All: what it does not name is emptied, or, in the first draft, taken over from the version before.</summary>
    Whole,
}

/// <summary>Writes the draft of a card, and begins it where there is none. Drafts are no governed change: the ledger hears of them when they are submitted.</summary>
public sealed class WriteCard(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>With an expected version it is refused when somebody changed the card since, or when there is none.</summary>
    public sealed record Input(string System, string Label, IReadOnlyDictionary<CardSection, string> Sections, CardExtent Extent = CardExtent.Named, int? ExpectedVersion = null);

    public async Task<Result<CardId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<(CardId Card, SystemId System)>(db => Write(db, actor, input, ct), ct);
        if (result.Refusal is { } refusal)
            return refusal;

        feed.Publish(result.Value.System);
        return result.Value.Card;
    }

    private async Task<Result<(CardId, SystemId)>> Write(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await db.CardPlaceOf(input.System, input.Label, ct)).Succeeded(out var place, out var missing))
            return missing;
        if (CardAccess.WhyNotWrite(actor, place) is { } unfit)
            return db.Refused(actor, now, "card.write", place.Subject, unfit);

        var by = actor.Person.GetValueOrDefault();
        var known = await db.WholeCard(place.Version.Id, ct);
        if (input.ExpectedVersion is { } expected && expected != known?.Version)
            return new Changed($"Somebody changed the card of {place.Subject} since you read it.");

        var card = known ?? ModelCard.Begin(place.Version.Id, await db.CardBefore(place.Version, ct), by, now);
        var sections = input.Extent == CardExtent.Whole && known is not null
            ? CardSections.All.ToDictionary(section => section, section => input.Sections.GetValueOrDefault(section, ""))
            : input.Sections;
        if (sections.Count == 0 && card.Open is null)
            card.Revise(by, now);
        if (card.Write(sections, by, now) is { } refusal)
            return refusal;

        if (known is null)
            db.Cards.Add(card);
        return (card.Id, place.System.Id);
    }
}
