using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Who is told by mail what happened to a card; written with the act itself.</summary>
internal static class CardMails
{
    /// <summary>To everybody who may review this one: neither an author of it nor a contributor of the version.</summary>
    public static async Task Submitted(PortalDb db, Actor actor, CardPlace place, ModelCard card, CardRevision submitted, DateTimeOffset now, CancellationToken ct)
    {
        var reviewers = (await db.WhoMay(Permission.ReviewCards, ct)).Select(reviewer => reviewer.Person).OfType<PersonId>().Where(person => card.WhyNotReview(person, place.Version) is null);
        await db.EnqueueMails(reviewers, actor, MailText.CardSubmitted(place.Subject, place.System.Code, place.SystemName, place.Version.Label, submitted.Number), now, ct);
    }

    /// <summary>To who wrote on it and to who submitted it.</summary>
    public static async Task Reviewed(PortalDb db, Actor actor, CardPlace place, CardRevision reviewed, DateTimeOffset now, CancellationToken ct)
    {
        var text = reviewed.State == CardState.Approved
            ? MailText.CardApproved(place.Subject, place.System.Code, place.SystemName, place.Version.Label, reviewed.Number)
            : MailText.CardReturned(place.Subject, place.System.Code, place.SystemName, place.Version.Label, reviewed.Number);
        await db.EnqueueMails([.. reviewed.Authors.Select(author => author.Person), .. new[] { reviewed.SubmittedBy }.OfType<PersonId>()], actor, text, now, ct);
    }
}
