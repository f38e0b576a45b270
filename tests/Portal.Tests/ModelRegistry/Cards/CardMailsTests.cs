using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.ModelRegistry.Cards;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry.Cards;

/// <summary>Who hears of a card, and when.</summary>
public sealed class CardMailsTests
{
    [Theory, OnBothDatabases]
    public async Task Whoever_may_review_a_card_is_told_that_it_waits_and_who_worked_on_it_is_not(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Owner();
        var contributor = await house.Person("Both", Role.Developer, Role.TechnicalReviewer);
        await house.Reviewer();
        await house.Person("Product", Role.ProductReviewer);
        await house.Person("Chair", Role.BoardChair);
        await house.Sealed(owner, contributor);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        Assert.Empty(await Told(house));

        _ = (await house.SubmitCard(owner)).Value;

        Assert.Equal(["card.submitted to product", "card.submitted to reviewer"], await Told(house));
    }

    [Theory, OnBothDatabases]
    public async Task Authors_hear_how_the_review_came_out(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var (owner, reviewer) = (await house.Owner(), await house.Reviewer());
        await house.Sealed(owner, owner);
        _ = (await house.WriteCard(owner, CardDesk.Full)).Value;
        _ = (await house.SubmitCard(owner)).Value;
        _ = (await house.ReviewCard(reviewer, CardReview.Return, "Say more.")).Value;
        Assert.Equal(["card.returned to owner", "card.submitted to reviewer"], await Told(house));

        _ = (await house.SubmitCard(owner)).Value;
        _ = (await house.ReviewCard(reviewer, CardReview.Approve)).Value;

        Assert.Equal(["card.approved to owner", "card.returned to owner", "card.submitted to reviewer", "card.submitted to reviewer"], await Told(house));
    }

    private static async Task<IReadOnlyList<string>> Told(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var deliveries = await db.Deliveries.ToListAsync();
        return [.. deliveries.Where(delivery => delivery.Type.StartsWith("card.", StringComparison.Ordinal)).Select(delivery => $"{delivery.Type} to {delivery.Target.Split('@')[0]}").Order(StringComparer.Ordinal)];
    }
}
