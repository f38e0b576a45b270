using Portal.Shared;
using Portal.Register;

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
        ProposedTier = RiskTier.High,
        TierReason = "It weighs on whether a person gets credit (Annex III 5b), and errors are hard for the person to see.",
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
}
