using Portal.Accounts;
using Portal.Evaluation;
using Portal.Policies.Yaml;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What happened in the demo's bank in the last 120 days.</summary>
internal static class DemoStory
{
    public const int Days = 120;

    /// <summary>The suites in the order in which they were proposed.</summary>
    private const string Scoring = "SU-0001";
    private const string Fraud = "SU-0002";

    public static async Task Tell(DemoHouse house, DateTimeOffset start, DateTimeOffset now, CancellationToken ct)
    {
        At(house, start, day: 0, hour: 8);
        await house.Enrol(ct);
        await house.Seat(ct);

        var scoring = await CreditScoring(house, start, ct);
        var fraud = await CardFraud(house, start, ct);
        var assistant = await DemoRegister.Tell(house, fraud, start, ct);
        await ScoringTriesAgain(house, scoring, start, ct);
        await DemoFindings.Tell(house, start, ct);
        await RulesTighten(house, start, ct);
        await house.ReadNotices(ct);
        await FraudGoesOn(house, fraud, start, ct);
        await ScoringAsksForTheBoard(house, scoring, start, ct);
        await DemoTracking.Tell(house, fraud, ct);
        await DemoFindings.Go(house, start, ct);
        await house.SendTasks(assistant, "agent-1", ct);
        await DemoDecisions.Tell(house, scoring, ct);
        await DemoInspection.Tell(house, ct);
        await house.ProposeRole("developer", Role.TechnicalReviewer, "Stands in for Jonas Weber in December.", ct);
        await house.GoOn(now, ct);
        await DemoCallStory.Goes(house, ct);
        await house.LookAfter(scoring, "The limit of cards was raised for a third of the customers on the first; looking whether the score follows.", ct);
    }

    private static async Task<string> CreditScoring(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 2, hour: 9);
        var code = await house.File("owner", DemoEntries.CreditScoring(house), ct);
        At(house, start, day: 3, hour: 14);
        await house.Accept(code, ct);

        At(house, start, day: 8, hour: 10);
        await house.Seal("owner", code, "v3.1", "retail-scorecard", ct);
        await house.Register("Retail loans", "Granted loans with their first two years; the base of the scorecards.", 214_000, Day(start, -1033), Day(start, -106), ct);
        At(house, start, day: 9, hour: 11);
        var suite = await house.ProposeSuite("owner", code, DemoModel.CreditScoring, "Quarterly hold-out", "loans hold-out", ct);
        await Try(house, suite, "owner", code, "v3.1", DemoHoldOut.Of(DemoModel.CreditScoring, first: 0, worse: 0.01), ct);
        await house.Validate(code, "v3.1", DemoEntries.Report("Credit scoring v3.1", "the first quarter of 2026"), ct);
        await DemoPapers.OfHigh(house, "owner", code, "v3.1", "credit scoring", ct);
        await DemoCards.Approved(house, "owner", code, "v3.1", "credit-scoring-v3.1", "tech", "The training table is what the artifact says; seed and features checked.", ct);
        await house.Try("owner", code, "v3.1", DemoModel.CreditScoring, ReasonForChange.New, "Scores a copy of every application beside the points table, which goes on deciding.", ct);

        At(house, start, day: 12, hour: 9);
        var promotion = await house.Request("owner", code, "v3.1", ReasonForChange.New, "Replaces the points table of 2019. On the hold-out it orders applicants better in every region, and the credit officers keep the last word.", ct);
        At(house, start, day: 12, hour: 15);
        await house.Sign(promotion, "tech", Verdict.Approve, "Rebuilt from the artifact; the digest is the same.", ct);
        await Challenge(house, promotion, "Tried on two years that it never saw: it holds.", "Within what we carry for retail credit.", ct);
        At(house, start, day: 13, hour: 10);
        await house.Sign(promotion, "board1", Verdict.Approve, "The fall-back is tested and the cut-off unchanged.", ct);
        await house.Sign(promotion, "board3", Verdict.Approve, "The sources are the ones the old table had.", ct);
        At(house, start, day: 14, hour: 16);
        await house.Sign(promotion, "board2", Verdict.Approve, "Notices to applicants are in place.", ct);
        At(house, start, day: 15, hour: 7);
        await house.Apply(promotion, ct);
        return code;
    }

    private static async Task<string> CardFraud(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 30, hour: 9);
        var code = await house.File("owner2", DemoEntries.CardFraud(house), ct);
        At(house, start, day: 31, hour: 11);
        await house.Return(code, "Say what happens to a card that is blocked by mistake at night, and who can lift the block.", ct);
        At(house, start, day: 33, hour: 10);
        await house.Edit("owner2", code, content => content with { Fallback = "Rules of the card scheme; the hotline lifts a block within ten minutes, day and night" }, ct);
        At(house, start, day: 34, hour: 9);
        await house.Accept(code, ct);

        At(house, start, day: 40, hour: 9);
        await house.Seal("owner2", code, "4.6", "card-fraud-gbm", ct);
        var suite = await house.ProposeSuite("owner2", code, DemoModel.CardFraud, "Monthly hold-out", "transactions hold-out", ct);
        await Try(house, suite, "owner2", code, "4.6", DemoHoldOut.Of(DemoModel.CardFraud, first: 0, worse: 0.01), ct);
        await house.Validate(code, "4.6", DemoEntries.Report("Card fraud 4.6", "August 2026"), ct);
        await DemoPapers.OfCritical(house, "owner2", code, "4.6", "card fraud", ct);
        await DemoCards.Approved(house, "owner2", code, "4.6", "card-fraud-4.6", "product", "", ct);
        await house.Try("owner2", code, "4.6", DemoModel.CardFraud, ReasonForChange.New, "Reads a copy of the payments behind the rules, which go on deciding.", ct);

        At(house, start, day: 44, hour: 13);
        var promotion = await house.Request("owner2", code, "4.6", ReasonForChange.New, "Stops twice as many fraudulent payments as the rules alone, at the same number of honest cards stopped.", ct);
        At(house, start, day: 45, hour: 9);
        await house.Sign(promotion, "tech", Verdict.Approve, "Latency holds at twice the peak load.", ct);

        // The entry is widened to two more countries while the board reads: what it read is no longer what it would decide on.
        At(house, start, day: 46, hour: 10);
        await house.Edit("owner2", code, content => content with { Countries = ["AT", "CZ", "DE", "SK"] }, ct);
        At(house, start, day: 46, hour: 15);
        await house.Accept(code, ct);
        At(house, start, day: 47, hour: 9);
        await house.Resubmit("owner2", promotion, "Stops twice as many fraudulent payments as the rules alone. Czech and Slovak cards are in now; the hold-out has them since June.", ct);
        await Everybody(house, promotion, start, day: 48, ct);
        At(house, start, day: 50, hour: 6);
        await house.Apply(promotion, ct);
        At(house, start, day: 51, hour: 9);
        await DemoStanding.Voted(house, code, ct);
        return code;
    }

    private static async Task ScoringTriesAgain(DemoHouse house, string code, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 84, hour: 9);
        await house.Seal("owner", code, "v3.2", "retail-scorecard", ct);
        await Try(house, Scoring, "owner", code, "v3.2", DemoHoldOut.Of(DemoModel.CreditScoring, first: 3000, worse: 0.45), ct);
        At(house, start, day: 85, hour: 9);
        var failed = await house.Request("owner", code, "v3.2", ReasonForChange.Retrained, "Learns from the second quarter.", ct);
        At(house, start, day: 86, hour: 17);
        await house.Withdraw("owner", failed, ct);
        await house.Report(code, "v3.2", p95: 71, cost: 240, ct);
    }

    /// <summary>Two missed cases in five became one in three, and nothing is applied while the books are closed.</summary>
    private static async Task RulesTighten(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 111, hour: 17);
        await house.ProposePolicy("policy", yaml => PolicyYaml.With(yaml, "checks.recall.atLeast", "0.65").Value.Replace(
            "freezes: {}",
            $"freezes:\n  year-end:\n    from: {Calendar.Text(Day(start, 148))}\n    to: {Calendar.Text(Day(start, 162))}\n    why: The books are closed.",
            StringComparison.Ordinal),
            "The summer's missed cases cost more than the cases stopped by mistake; and the year's end stays quiet.", ct);
        At(house, start, day: 112, hour: 8);
        await house.PublishPolicy("policy2", "Nothing that is live falls short of it.", ct);
    }

    private static async Task FraudGoesOn(DemoHouse house, string code, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 112, hour: 9);
        await house.Seal("owner2", code, "4.7", "card-fraud-gbm", ct);
        await house.Scan(code, "4.6", ct);
        await Try(house, Fraud, "owner2", code, "4.6", DemoHoldOut.Of(DemoModel.CardFraud, first: 3000, worse: 0.06), ct);
        await house.EvaluateOn(Fraud, code, "4.7", DemoHoldOut.Of(DemoModel.CardFraud, first: 3000, worse: 0), ct);
        await house.Report(code, "4.6", p95: 38, cost: 105, ct);
        await house.Report(code, "4.7", p95: 41, cost: 120, ct);
        await house.Validate(code, "4.7", DemoEntries.Report("Card fraud 4.7", "October 2026"), ct);
        await DemoPapers.OfCritical(house, "owner2", code, "4.7", "card fraud", ct);
        await DemoCards.Approved(house, "owner2", code, "4.7", "card-fraud-4.7", "tech", "What it takes over from 4.6 holds.", ct);
        await house.Try("owner2", code, "4.7", DemoModel.CardFraud, ReasonForChange.Retrained, "Reads a copy of the payments beside 4.6, gift cards among them.", ct);
        At(house, start, day: 114, hour: 9);
        house.Begin(FraudTraffic(code, start.AddDays(112)), start.AddDays(113));
        await house.GoOn(start.AddDays(114).AddHours(9), ct);
        await house.Request("owner2", code, "4.7", ReasonForChange.Retrained, "Learns the fraud of the summer. Catches the gift-card pattern that 4.6 misses.", ct);
    }

    private static async Task ScoringAsksForTheBoard(DemoHouse house, string code, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 114, hour: 10);
        await house.Seal("owner", code, "v3.3", "retail-scorecard", ct);
        await house.Scan(code, "v3.1", ct);
        await Try(house, Scoring, "owner", code, "v3.1", DemoHoldOut.Of(DemoModel.CreditScoring, first: 6000, worse: 0.06), ct);
        await house.EvaluateOn(Scoring, code, "v3.3", DemoHoldOut.Of(DemoModel.CreditScoring, first: 6000, worse: 0), ct);
        await house.Report(code, "v3.1", p95: 96, cost: 290, ct);
        await house.Report(code, "v3.3", p95: 84, cost: 310, ct);
        await house.Validate(code, "v3.3", DemoEntries.Report("Credit scoring v3.3", "the third quarter of 2026"), ct);
        await DemoPapers.OfHigh(house, "owner", code, "v3.3", "credit scoring", ct);
        await DemoCards.Approved(house, "owner", code, "v3.3", "credit-scoring-v3.3", "validator", "The label of six months is a limitation indeed; it is named now.", ct);
        await house.Try("owner", code, "v3.3", DemoModel.CreditScoring, ReasonForChange.Retrained, "Scores a copy of every application beside v3.1.", ct);
        var held = await house.RequestException("owner", code, version: null, "v3.3", check => check.Kind == CheckKind.Findings,
            "The finding is about the letters, not about the model: neither version writes a letter, and waiting keeps the weaker v3.1 running.",
            "Every refusal is read by a credit officer, who writes the reasons by hand until the new template is out.", Day(start, 150), ct);
        At(house, start, day: 116, hour: 9);
        await house.Approve(held, "Reasons written by hand are better than the template's. It ends with the template.", ct);
        house.Begin(ScoringTraffic(code, start.AddDays(114)), start.AddDays(114));
        await house.GoOn(start.AddDays(117).AddHours(9), ct);
        var promotion = await house.Request("owner", code, "v3.3", ReasonForChange.Retrained, "Approval quality fell after the May rate change. v3.3 learns from the third quarter and drops the postcode, which the fairness review had questioned.", ct);
        await DemoForecast.Begins(house, ct);
        await DemoCallStory.Begins(house, Day(start, 92), ct);
        await DemoSurveillance.Begins(house, ct);
        house.Begin(DemoSurveillance.Stream, start.AddDays(118));
        await house.GoOn(start.AddDays(118).AddHours(14), ct);
        await house.Sign(promotion, "tech", Verdict.Approve, "Reproduced from the digest; no slower than v3.1.", ct);
        await Challenge(house, promotion, "Better where v3.1 had become weak, no worse elsewhere.", "The postcode is out; that settles the finding of March.", ct);
        await house.GoOn(start.AddDays(119).AddHours(11), ct);
        await DemoCards.InReview(house, "owner", code, "v3.1", "- Since the rate change of May, applicants with a variable mortgage elsewhere score too high: their debt is right, its cost is not. Officers add the new rate by hand until v3.3 takes over.", ct);
        await house.Sign(promotion, "board1", Verdict.Approve, "Fits the risk appetite. I want to see the refusals by age group after thirty days.", ct);
    }

    private static async Task Everybody(DemoHouse house, PromotionId promotion, DateTimeOffset start, int day, CancellationToken ct)
    {
        At(house, start, day, hour: 9);
        await house.Sign(promotion, "tech", Verdict.Approve, "Nothing technical changed; latency holds.", ct);
        await Challenge(house, promotion, "Czech and Slovak cards are in the hold-out since June and behave alike.", "The customers' side is covered.", ct);
        At(house, start, day, hour: 14);
        await house.Sign(promotion, "board1", Verdict.Approve, "A stopped card is lifted in ten minutes, day and night.", ct);
        await house.Sign(promotion, "board4", Verdict.Approve, "The rules stay in place behind it.", ct);
        At(house, start, day + 1, hour: 10);
        await house.Sign(promotion, "board2", Verdict.Approve, "The new countries are covered by the same notice.", ct);
        await house.Sign(promotion, "board5", Verdict.Approve, "It can be switched off within a minute; seen.", ct);
    }

    /// <summary>A new quarter's labels, and the version's predictions for them.</summary>
    private static async Task Try(DemoHouse house, string suite, string owner, string system, string label, DemoHoldOut rows, CancellationToken ct)
    {
        await house.Label(owner, suite, rows, ct);
        house.Clock.Wait(TimeSpan.FromHours(1));
        await house.EvaluateOn(suite, system, label, rows, ct);
    }

    private static async Task Challenge(DemoHouse house, PromotionId promotion, string validator, string risk, CancellationToken ct)
    {
        await house.Sign(promotion, "validator", Verdict.Approve, validator, ct);
        await house.Sign(promotion, "risk", Verdict.Approve, risk, ct);
    }

    /// <summary>Four days after the next version was trained the limit of cards is raised, and their use moves.</summary>
    public static DemoStream ScoringTraffic(string code, DateTimeOffset? trainedAnew) => new(code, "v3.1", DemoModel.CreditScoring) { DriftsFrom = trainedAnew?.AddDays(4.5) };

    /// <summary>What 4.6 begins to miss is what 4.7 is trained for three days later.</summary>
    public static DemoStream FraudTraffic(string code, DateTimeOffset? trainedAnew) => new(code, "4.6", DemoModel.CardFraud) { WorsensFrom = trainedAnew?.AddDays(-3) };

    private static DateOnly Day(DateTimeOffset start, int day) => DateOnly.FromDateTime(start.AddDays(day).UtcDateTime);

    private static void At(DemoHouse house, DateTimeOffset start, int day, int hour) => house.Clock.MoveTo(start.AddDays(day).AddHours(hour));
}
