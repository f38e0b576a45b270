using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Promotions;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Integrations;

public sealed class WhoGetsMailTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, OnBothDatabases]
    public async Task Risk_is_told_of_a_submission_and_the_owner_of_what_became_of_it(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var owner = await house.Person("Owner", Role.SystemOwner);
        var risk = await house.Person("Risk", Role.RiskManager);

        var filed = await house.FileAndSubmit(owner);
        house.Time.Advance(Minute);
        _ = (await house.Return(risk, filed.Code, "Say who is affected.")).Value;
        house.Time.Advance(Minute);
        _ = (await house.Submit(owner, filed.Code)).Value;
        house.Time.Advance(Minute);
        _ = (await house.Accept(risk, filed.Code)).Value;

        Assert.Equal(
            [
                ("Risk", "AIS-0001 waits for you: Credit scoring"),
                ("Owner", "AIS-0001 came back: Credit scoring"),
                ("Risk", "AIS-0001 waits for you: Credit scoring"),
                ("Owner", "AIS-0001 is published: Credit scoring"),
            ], await Mails(house));
    }

    [Theory, OnBothDatabases]
    public async Task Each_step_is_told_to_those_who_may_sign_it_and_the_decision_to_who_asked(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var before = (await Mails(review.House)).Count;

        foreach (var signer in new[] { review.Technical, review.RiskSeat, review.LegalSeat })
        {
            review.House.Time.Advance(Minute);
            await review.Sign(promotion, signer);
        }

        var mails = await Mails(review.House);
        Assert.Equal([("Technical", "PR-0001 waits for your decision: Credit scoring v1")], mails.Take(before).Where(IsOfPromotion));
        Assert.Equal(
            [
                ("Board 1", "PR-0001 waits for your decision: Credit scoring v1"),
                ("Board 2", "PR-0001 waits for your decision: Credit scoring v1"),
                ("Owner", "PR-0001 is approved: Credit scoring v1"),
            ], mails.Skip(before));
    }

    [Theory, OnBothDatabases]
    public async Task The_requester_is_told_of_a_rejection_and_of_a_request_that_went_stale(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var rejected = await review.InReview("v1");
        await review.Sign(rejected, review.Technical, Verdict.Reject, "Not yet.");
        await review.InReview("v2");

        review.House.Time.Advance(Minute);
        await review.Publish(entry => entry with { Purpose = "Scores applications for mortgages." });
        await review.House.DeliverEvents();

        Assert.Equal(
            ["PR-0001 is rejected: Credit scoring v1", "PR-0002 went stale: Credit scoring v2"],
            (await Mails(review.House)).Where(mail => mail.To == "Owner" && IsOfPromotion(mail)).Select(mail => mail.Title));
    }

    private static bool IsOfPromotion((string To, string Title) mail) => mail.Title.StartsWith("PR-", StringComparison.Ordinal);

    /// <summary>To whom by name, and the subject line, in the order in which they were written; of one act, by name.</summary>
    private static async Task<IReadOnlyList<(string To, string Title)>> Mails(House house)
    {
        var people = (await house.Get<PeopleQueries>().All(default)).ToDictionary(person => person.Email, person => person.Name);
        var page = await house.Get<DeliveryQueries>().List(new(Kind: DeliveryKind.Mail), new PageRequest(1, 200), default);
        return [.. page.Items.OrderBy(line => line.CreatedAt).ThenBy(line => people[line.Target]).Select(line => (people[line.Target], line.Title ?? ""))];
    }
}
