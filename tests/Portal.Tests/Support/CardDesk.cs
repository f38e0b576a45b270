using Portal.Accounts;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>Walks a model card through its use cases.</summary>
internal static class CardDesk
{
    /// <summary>Every section with a sentence of its own.</summary>
    public static IReadOnlyDictionary<CardSection, string> Full { get; } = CardSections.All.ToDictionary(section => section, section => $"What there is to say on **{CardSections.TitleOf(section)}**.");

    public static IReadOnlyDictionary<CardSection, string> Only(CardSection section, string text) => new Dictionary<CardSection, string> { [section] = text };

    public static Task<Actor> Reviewer(this House house, string name = "Reviewer") => house.Person(name, Role.TechnicalReviewer);

    public static Task<Result<CardId>> WriteCard(this House house, Actor author, IReadOnlyDictionary<CardSection, string> sections, string label = Workshop.Label, CardExtent extent = CardExtent.Named, int? expected = null) =>
        house.Get<WriteCard>().Run(author, new(Workshop.Code, label, sections, extent, expected), default);

    public static Task<Result<CardId>> SubmitCard(this House house, Actor author, string label = Workshop.Label) => house.Get<SubmitCard>().Run(author, new(Workshop.Code, label), default);

    public static async Task<Result<CardState>> ReviewCard(this House house, Actor reviewer, CardReview review, string remarks = "", string label = Workshop.Label) =>
        await house.Get<ReviewCard>().Run(reviewer, new(Workshop.Code, label, (await house.Card(label)).Open?.Content ?? Digest.Of([]), review, remarks), default);

    /// <summary>A card of which the first revision is approved.</summary>
    public static async Task ApprovedCard(this House house, Actor author, Actor reviewer, string label = Workshop.Label)
    {
        _ = (await house.WriteCard(author, Full, label)).Value;
        _ = (await house.SubmitCard(author, label)).Value;
        Assert.Equal(CardState.Approved, (await house.ReviewCard(reviewer, CardReview.Approve, label: label)).Value);
    }

    public static async Task<ModelCard> Card(this House house, string label = Workshop.Label)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var place = (await db.CardPlaceOf(Workshop.Code, label, default)).Value;
        return await db.WholeCard(place.Version.Id, default) ?? throw new InvalidOperationException($"{label} has no card.");
    }
}
