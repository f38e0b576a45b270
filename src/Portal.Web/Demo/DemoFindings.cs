using Portal.Evaluation;
using Portal.Findings;

namespace Portal.Web.Demo;

/// <summary>What was found in the demo's bank and what came of it, and what its board tolerates for a time.</summary>
internal static class DemoFindings
{
    private const string Scoring = "AIS-0001";
    private const string Fraud = "AIS-0002";
    private const string Triage = "AIS-0003";
    private const string Chatbot = "AIS-0004";
    private const string Surveillance = "AIS-0007";

    /// <summary>Up to where the last two requests begin.</summary>
    public static async Task Tell(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        await Raised(house, start, ct);
        await Tolerated(house, start, ct);
        await Closed(house, start, ct);
    }

    /// <summary>The days before the demo is looked at.</summary>
    public static async Task Go(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 119, hour: 13);
        await house.Raise("risk", Scoring, FindingSource.Condition, FindingSeverity.Moderate, "Show the refusals by age group after thirty days",
            "The Risk seat approved v3.3 with this wish. Count refusals and approvals by age group over the first thirty days of production, and put the table beside the request.",
            "owner", Day(start, 120 + 31), ct, about: await house.OpenRequestOf(Scoring, ct));
        At(house, start, day: 119, hour: 15);
        await house.Claim("owner2", "FI-0002", "The threshold was fitted anew on 14 weeks of Czech and Slovak cards; the curve and the table are in the validation report of 4.7, page 6.", ct);
        await DemoCards.Returned(house, "owner2", Triage, "1.8", "alert-triage-1.8", "risk", "Training says too little: which alerts, how many, what was left out. And fairness is no place for \"not looked for\": say by which groups you compared, and what is too few to tell.", ct);
        At(house, start, day: 119, hour: 21);
        await house.RequestException("owner2", Triage, "1.8", check => check is { Kind: CheckKind.Metric, Verdict: not CheckVerdict.Pass },
            "Suspicious cases of correspondent banks came into the hold-out in October, and 1.8 has not learned them. The next training run is planned for the middle of January.",
            "Alerts of correspondent banks are not triaged: all of them go to the two analysts of the night shift.", Day(start, 120 + 45), ct);
        await house.Turn(ct);
    }

    private static async Task Raised(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 87, hour: 9);
        await house.Raise("risk", Scoring, FindingSource.Audit, FindingSeverity.Severe, "Letters of refusal name the score as the reason",
            "In 14 of 60 sampled refusals the letter says that the score was too low. Applicants must be told the principal reasons in their own terms. Change the template, and check a sample of 60 again.",
            "owner", Day(start, 111), ct);
        At(house, start, day: 88, hour: 14);
        await house.Raise("validator", Fraud, FindingSource.Validation, FindingSeverity.Moderate, "The threshold for Czech cards rests on four weeks of data",
            "Fit it again once there are twelve weeks, and show how many honest cards are stopped before and after.", "owner2", Day(start, 128), ct);
        At(house, start, day: 90, hour: 10);
        await house.Raise("oncall", Triage, FindingSource.Drill, FindingSeverity.Moderate, "Falling back to manual triage took three hours, not one",
            "Two of the five analysts on the list had left the team. Bring the list up to date and drill again.", "owner2", Day(start, 104), ct);
        At(house, start, day: 92, hour: 11);
        await house.Raise("risk", Chatbot, FindingSource.Review, FindingSeverity.Severe, "The chatbot quotes the fees of last year",
            "Three customers were told an overdraft fee that has not held since January. Take the old price list out of what it reads, and ask it the forty fee questions.", "owner", Day(start, 100), ct);
        At(house, start, day: 93, hour: 15);
        await house.Raise("risk", null, FindingSource.ShadowAi, FindingSeverity.Note, "Two departments pay for a transcription service",
            "The expense list of August has two subscriptions that no entry of the register names. Find out who uses it and for what, then file it or end it.", "tech", Day(start, 141), ct);
        At(house, start, day: 94, hour: 9);
        await house.Raise("owner2", Surveillance, FindingSource.Contract, FindingSeverity.Moderate, "The vendor's contract gives us no right to audit",
            "Renegotiate at the renewal in spring: access to the model's documentation and a yearly audit.", "owner2", Day(start, 170), ct);
        await house.Turn(ct);
    }

    private static async Task Tolerated(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 95, hour: 9);
        await house.Seal("owner2", Triage, "1.8", "alert-triage-gbm", ct);
        await house.Evaluate(Triage, "1.8", "alerts-2026-09", DemoHoldOut.Of(DemoModel.CardFraud, first: 9000, worse: 0.3), ct);
        At(house, start, day: 96, hour: 10);
        var held = await house.RequestException("owner2", Triage, "1.8", check => check is { Kind: CheckKind.Document, Verdict: not CheckVerdict.Pass },
            "The external validator starts in December; the regulator's deadline for the new scenarios is before that.",
            "Until then every closed alert is read by a second analyst, and one in ten by the head of the unit.", Day(start, 96 + 60), ct);
        At(house, start, day: 97, hour: 11);
        await house.Approve(held, "Two pairs of eyes on each alert are more than the report would give us for these weeks.", ct);
        var declined = await house.RequestException("owner", Scoring, "v3.2", check => check is { Kind: CheckKind.Metric, Verdict: not CheckVerdict.Pass },
            "The second quarter was unusual, and the board meets only in three weeks.", "Credit officers look at every refusal.", Day(start, 97 + 90), ct);
        At(house, start, day: 98, hour: 9);
        await house.Decline(declined, "What it misses are the cases it is there to find. Train it anew.", ct);
        await house.Turn(ct);
    }

    private static async Task Closed(DemoHouse house, DateTimeOffset start, CancellationToken ct)
    {
        At(house, start, day: 98, hour: 10);
        await house.Claim("owner", "FI-0004", "The price list of 2025 is out of the index; all forty questions are answered by the list of this year.", ct);
        At(house, start, day: 99, hour: 9);
        await house.Close("validator", "FI-0004", "Asked the forty questions myself.", ct);
        At(house, start, day: 100, hour: 10);
        await house.Claim("owner2", "FI-0003", "Drilled on Sunday: 41 minutes from the call to the first alert triaged by hand.", ct);
        At(house, start, day: 101, hour: 8);
        await house.Return("risk", "FI-0003", "The protocol of the drill is missing.", ct);
        At(house, start, day: 102, hour: 9);
        await house.Claim("owner2", "FI-0003", "Drilled on Sunday: 41 minutes. The protocol is attached to the entry as fallback-drill.md.", ct);
        At(house, start, day: 103, hour: 14);
        await house.Close("risk", "FI-0003", "Read the protocol; the list has five names, all reached.", ct);
        At(house, start, day: 105, hour: 9);
        await house.Move("risk", "FI-0005", "product", Day(start, 141), "It is the product people who use it.", ct);
        At(house, start, day: 109, hour: 16);
        await house.Note("owner", "FI-0001", "The new template is with Legal; they answer after the works council on Thursday.", ct);
        At(house, start, day: 111, hour: 15);
        await house.Reopen("risk", "FI-0004", Day(start, 125), "The old overdraft fee is back since the index was built anew.", ct);
    }

    private static DateOnly Day(DateTimeOffset start, int day) => DateOnly.FromDateTime(start.AddDays(day).UtcDateTime);

    private static void At(DemoHouse house, DateTimeOffset start, int day, int hour) => house.Clock.MoveTo(start.AddDays(day).AddHours(hour));
}
