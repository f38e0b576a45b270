using Portal.Policies;

namespace Portal.Web.Demo;

/// <summary>What Tier High asks for beside figures: three documents, and somebody who has read the outputs.</summary>
internal static class DemoPapers
{
    public static async Task OfHigh(DemoHouse house, string owner, string system, string label, string what, CancellationToken ct)
    {
        await house.Document("developer", system, label, DocumentKind.ExplainabilityReport, $"How {what} {label} comes to its answer", $"""
            # How {what} {label} comes to its answer

            ## For those affected
            Each answer names the three values that weighed most, in plain words, and what would have changed it.

            ## For those who decide
            Shapley values of 2,000 rows, checked against leaving each feature out: the order of the first five is the same.

            ## Where it fails
            Rows with three or more missing values are explained badly; they are marked and go to a person.
            """, "Tried on forty rows by hand: the three reasons are the ones that move the answer.", ct);
        await house.Document(owner, system, label, DocumentKind.RegulatoryReview, $"Duties of {what} {label}", $"""
            # Duties of {what} {label}

            | duty | where it is met |
            |---|---|
            | Risk management, AI Act Art. 9 | this portal: entry, findings, reviews |
            | Data governance, Art. 10 | data sheet of the hold-out; groups as in the suite |
            | Human oversight, Art. 14 | a person sees every answer that goes against somebody |
            | Information to those affected, GDPR Art. 13 and 22 | notice of 2026-03, reasons in each letter |
            """, "Read by legal; the notice is the current one.", ct);
        await house.Document(owner, system, label, DocumentKind.RiskAndImpactAssessment, $"Risk and impact of {what} {label}", $"""
            # Risk and impact of {what} {label}

            1. **A wrong answer against somebody.** Seen by a person, answered within two days, corrected in the file.
            2. **A group served worse.** Recall per group is in the suite; below a half it does not go out.
            3. **The world moves.** Drift is watched hourly; the fall-back takes an hour.

            Left over after this: low for each person, moderate for the bank.
            """, "The three are the ones that we would name. What is left over is within what we carry.", ct);
        await house.Vouch(system, label, "Twenty read aloud in the team; nothing that we would not say to a customer's face.", ct);
    }

    /// <summary>And of Tier Critical, where nobody stands between the model and the customer.</summary>
    public static async Task OfCritical(DemoHouse house, string owner, string system, string label, string what, CancellationToken ct)
    {
        await OfHigh(house, owner, system, label, what, ct);
        await house.Document("developer", system, label, DocumentKind.AssuranceCase, $"Why {what} {label} is safe enough", $"""
            # Why {what} {label} is safe enough

            **Claim.** No customer is without a working card for longer than ten minutes because of it.

            - **Argument 1.** A stop is lifted by the hotline within ten minutes, day and night. *Evidence:* 412 calls of August, the slowest took seven.
            - **Argument 2.** It cannot stop more than one card in fifty. *Evidence:* the limit sits in the switch, not in the model; drill of 2026-08.
            - **Argument 3.** It can be switched off within a minute. *Evidence:* seen by the board; the rules go on.
            """, "Each argument was tried to be broken; the second held only after the limit had moved into the switch.", ct);
        await house.Document(owner, system, label, DocumentKind.RecordReview, $"Two hundred decisions of {what} read", """
            # Two hundred decisions, read one by one

            Drawn by chance from the last quarter. 187 would have been decided alike by an analyst, nine were stopped for a reason that
            the analyst had not seen, four were wrong: travel on the first day of the holidays.
            """, "The four are named in the card's limitations.", ct);
    }
}
