using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What the demo's owners filed.</summary>
internal static class DemoEntries
{
    public static EntryContent CreditScoring(DemoHouse house) => new()
    {
        Name = "Credit scoring",
        Kind = SystemKind.ClassicMl,
        ApplicationType = "Scorecard",
        Lane = Lane.Governed,
        LegalEntity = "Demo Bank AG",
        Countries = ["AT", "DE"],
        BusinessOwner = house.Id("owner"),
        TechnicalOwner = house.Id("developer"),
        AccountableExecutive = house.Id("executive"),
        Department = "Retail lending",
        Purpose = "Estimates how likely an applicant for a consumer loan is to fall into arrears within twelve months, as one input to the credit officer's decision.",
        PeopleAffected = "Applicants for consumer loans, about 31,000 a month",
        HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
        Autonomy = Autonomy.ActsAfterApproval,
        Fallback = "The points table of 2019, used by hand",
        MayStop = MayStop.ToFallbackOnly,
        DataSources = ["Core banking", "Credit bureau", "Application form"],
        PersonalData = PersonalData.Personal,
        KnownLimitations = "Scores thin files too low. Not trained on self-employed people with less than a year of statements. Says nothing about fraud.",
        Answers = Answers("practices=none", "product=no", "areas=services", "services=credit", "profiling=yes", "contact=none", "automated=no", "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=approved", "reach=customers"),
        Vendor = "",
        Raci = Raci.Usual,
        IntendedOutcome = "Fewer loans that fall into arrears, at the same share of applications granted",
        OutputType = "Probability of arrears",
        Volume = "31,000 a month",
        Consumers = ["Credit decision workflow", "Limit engine"],
        LegalBasis = "Contract, Art. 6(1)(b) GDPR",
        DataClass = DataClass.Confidential,
        Retention = "Three years after the decision",
    };

    public static EntryContent CardFraud(DemoHouse house) => new()
    {
        Name = "Card fraud",
        Kind = SystemKind.ClassicMl,
        ApplicationType = "Real-time scoring",
        Lane = Lane.Governed,
        LegalEntity = "Demo Bank AG",
        Countries = ["AT", "DE"],
        BusinessOwner = house.Id("owner2"),
        TechnicalOwner = house.Id("developer"),
        AccountableExecutive = house.Id("executive"),
        Department = "Payments",
        Purpose = "Stops card payments that are probably fraudulent before they are booked, and blocks the card when three are stopped in a row.",
        PeopleAffected = "Card holders, about 1.4 million; merchants",
        HumanInvolvement = HumanInvolvement.ReviewsSomeCases,
        Autonomy = Autonomy.ActsAlone,
        Fallback = "Rules of the card scheme",
        MayStop = MayStop.ToFallbackOnly,
        DataSources = ["Card authorisations", "Merchant directory", "Device signals"],
        PersonalData = PersonalData.Personal,
        KnownLimitations = "Travellers are stopped more often in their first days abroad. Slow to learn a new pattern: about two weeks.",
        Answers = Answers("practices=none", "product=no", "areas=services", "services=fraud", "contact=none", "automated=yes", "automatedBasis=contract", "money=organisation", "people=livelihood", "reversibility=withEffort", "method=learned", "autonomy=alone", "reach=customers"),
        Raci = Raci.Usual,
        OutputType = "Stop or pass, within 40 ms",
        Volume = "2.1 million payments a day",
        Consumers = ["Card authorisation", "Case handling"],
        LegalBasis = "Legal duty, Art. 6(1)(c) GDPR",
        DataClass = DataClass.StrictlyConfidential,
        Retention = "Thirteen months",
        ProposedTier = RiskTier.Critical,
        TierReason = "It acts by itself, in milliseconds, and a wrong block leaves somebody without money.",
    };

    public static string Report(string what, string period) =>
        $"""
        # Validation report: {what}

        The model was rebuilt from its artifact and scored on the hold-out of {period}. The figures of the developer were reproduced
        to the last digit.

        ## Findings
        - No severe finding.
        - Performance by region differs by less than two points.
        - The known limitations in the register are complete.

        ## Recommendation
        Fit for the purpose that the register names.
        """;

    /// <summary>Answers to the questionnaire, as "question=value"; the bank deploys what it files, and provides what it makes itself.</summary>
    internal static Answers Answers(params string[] given) => Questionnaires.Current.Questions
        .Read(given.Prepend("role=deployer").Select(answer => answer.Split('=')).Select(answer => KeyValuePair.Create(answer[0], (IReadOnlyList<string>)answer[1].Split('+')))).Value;
}
