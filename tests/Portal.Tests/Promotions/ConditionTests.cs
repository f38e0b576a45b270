using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>Approvals on conditions, and what becomes of those that are missed.</summary>
public sealed class ConditionTests
{
    private static readonly DateOnly Due = new(2026, 12, 1);

    [Theory, OnBothDatabases]
    public async Task Conditions_of_all_approvals_are_united_and_become_findings(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        _ = (await review.Sign(promotion, review.Technical)).Value;
        _ = (await review.SignOn(promotion, review.RiskSeat, new Condition("Report refusals by age.", review.Owner.Id(), Due, Blocking: true))).Value;

        var outcome = await review.SignOn(promotion, review.LegalSeat, new Condition("Publish the notice.", review.Developer.Id(), Due.AddDays(9), Blocking: false));

        var room = await review.Room(promotion);
        Assert.Equal(PromotionState.ApprovedWithConditions, outcome.Value);
        Assert.Equal([("Report refusals by age.", "FI-0001", true), ("Publish the notice.", "FI-0002", false)], room.Conditions.Select(one => (one.Text, one.Finding!, one.Blocking)));
        var finding = (await review.House.Get<FindingQueries>().One("FI-0001", AsOf.Now, default))!.Line;
        Assert.Equal((FindingSource.Condition, "Owner", Due), (finding.Source, finding.Owner, finding.Due));
        Assert.Equal(PromotionState.Applied, (await review.Apply(promotion)).Value);
    }

    [Theory, OnBothDatabases]
    public async Task A_blocking_condition_that_is_missed_suspends_until_it_is_met_and_somebody_resumes(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        await review.Publish(content => content with { MayStop = MayStop.Yes });
        var promotion = await Applied(review, blocking: true);
        Assert.Null((await Certificate(review, promotion)).Refusal);

        await review.Pass(review.House.Get<Calendar>().StartOf(Due.AddDays(1)) - review.House.Time.GetUtcNow() - TimeSpan.FromMinutes(1));
        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
        await review.Pass(TimeSpan.FromMinutes(1));

        var room = await review.Room(promotion);
        Assert.Equal(PromotionState.Suspended, room.State);
        Assert.StartsWith("FI-0001 is overdue, on which PR-0001 was approved", room.Suspension?.Reason);
        Assert.IsType<NotAllowed>((await Certificate(review, promotion)).Refusal);
        Assert.Equal("FI-0001 is still open: Report refusals by age.", (await Resume(review, promotion, review.Risk)).Refusal?.Message);
        _ = (await review.House.Get<ClaimFinding>().Run(review.Owner, new("FI-0001", "See the report."), default)).Value;
        _ = (await review.House.Get<CloseFinding>().Run(review.Risk, new("FI-0001", "Read."), default)).Value;
        Assert.IsType<Forbidden>((await Resume(review, promotion, review.Owner)).Refusal);
        Assert.Null((await Resume(review, promotion, review.Risk)).Refusal);
        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
        Assert.Null((await Certificate(review, promotion)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Where_the_system_may_not_be_stopped_its_executive_has_to_sign_an_exception_at_once(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var executive = await review.House.Person("Executive", Role.AccountableExecutive);
        await review.Publish(content => content with { MayStop = MayStop.NotWithoutExecutive, AccountableExecutive = executive.Id() });
        var promotion = await Applied(review, blocking: true);

        await review.Pass(review.House.Get<Calendar>().StartOf(Due.AddDays(1)) - review.House.Time.GetUtcNow());
        await review.Pass(TimeSpan.FromDays(1));

        Assert.Equal(PromotionState.Applied, (await review.Room(promotion)).State);
        var raised = (await review.House.Get<FindingQueries>().One("FI-0002", AsOf.Now, default))!.Line;
        Assert.Equal((FindingSeverity.Severe, "Executive"), (raised.Severity, raised.Owner));
        Assert.Null(await review.House.Get<FindingQueries>().One("FI-0003", AsOf.Now, default));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_not_blocking_suspends_nothing_and_what_is_not_applied_yet_is_not_applied(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var open = await Applied(review, blocking: false);
        var waiting = await Approved(review, "v2", blocking: true, due: new DateOnly(2026, 11, 5));

        await review.Pass(review.House.Get<Calendar>().StartOf(new DateOnly(2026, 11, 6)) - review.House.Time.GetUtcNow());
        Assert.Contains("is overdue, on which it was approved", (await review.Apply(waiting)).Refusal?.Message);
        await review.Pass(review.House.Get<Calendar>().StartOf(Due.AddDays(1)) - review.House.Time.GetUtcNow());

        Assert.Equal(PromotionState.Applied, (await review.Room(open)).State);
    }

    [Theory]
    [InlineData("", true, "2026-12-01", "conditions[0].text")]
    [InlineData("Do it.", false, "2026-12-01", "conditions[0].owner")]
    [InlineData("Do it.", true, "2026-11-02", "conditions[0].due")]
    public async Task A_condition_says_what_by_whom_and_until_when(string text, bool known, string due, string field)
    {
        await using var review = await Review.On(DatabaseProvider.Sqlite);
        var promotion = await review.InReview();

        var refused = await review.SignOn(promotion, review.Technical, new Condition(text, (known ? review.Owner : review.Risk).Id(), DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), Blocking: true));

        Assert.Equal(field, Assert.IsType<Invalid>(refused.Refusal).Faults[0].Field);
        Assert.Equal("conditions", Assert.IsType<Invalid>((await review.SignOn(promotion, review.Technical)).Refusal).Faults[0].Field);
    }

    [Theory, OnBothDatabases]
    public async Task Other_conditions_than_those_that_were_signed_are_refused(DatabaseProvider provider)
    {
        await using var review = await Review.On(provider);
        var promotion = await review.InReview();
        var room = await review.Room(promotion, review.Technical);
        var signed = new Condition("Report refusals by age.", review.Owner.Id(), Due, Blocking: true);
        var token = (await review.House.Get<StepUp>().Run(review.Technical, new(House.Password, room.SubjectDigest, DecidePromotion.Meaning(Verdict.ApproveWithConditions, room.Code, room.Revision, [signed])), default)).Value;

        var other = await review.House.Get<DecidePromotion>().Run(review.Technical, new(promotion, room.SubjectDigest, Verdict.ApproveWithConditions, "", token) { Conditions = [signed with { Blocking = false }] }, default);

        Assert.IsType<Forbidden>(other.Refusal);
    }

    private static Task<Result<string>> Certificate(Review review, PromotionId promotion) => review.House.Get<IssueCertificate>().Run(review.Owner, new(promotion, CertificateForm.Jwt), default);

    private static Task<Result<Done>> Resume(Review review, PromotionId promotion, Actor by) => review.House.Get<ResumePromotion>().Run(by, new(promotion, "The report is there."), default);

    private static async Task<PromotionId> Applied(Review review, bool blocking)
    {
        var promotion = await Approved(review, "v1", blocking, Due);
        _ = (await review.Apply(promotion)).Value;
        return promotion;
    }

    private static async Task<PromotionId> Approved(Review review, string label, bool blocking, DateOnly due)
    {
        var promotion = await review.InReview(label);
        _ = (await review.Sign(promotion, review.Technical)).Value;
        _ = (await review.Sign(promotion, review.RiskSeat)).Value;
        Assert.Equal(PromotionState.ApprovedWithConditions, (await review.SignOn(promotion, review.LegalSeat, new Condition("Report refusals by age.", review.Owner.Id(), due, blocking))).Value);
        return promotion;
    }
}
