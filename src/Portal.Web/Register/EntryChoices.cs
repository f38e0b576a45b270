using Portal.Policies.Classification;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Register;

/// <summary>The choices of an entry, each with what it means.</summary>
internal static class EntryChoices
{
    public static IReadOnlyList<Choice<SystemKind?>> Kinds { get; } =
    [
        new(SystemKind.ClassicMl, EntryWords.Of(SystemKind.ClassicMl), "Trained on data to predict or classify"),
        new(SystemKind.Generative, EntryWords.Of(SystemKind.Generative), "Writes text, code or pictures"),
        new(SystemKind.Agentic, EntryWords.Of(SystemKind.Agentic), "Plans and uses tools by itself"),
    ];

    public static IReadOnlyList<Choice<Lane?>> Lanes { get; } =
    [
        new(Lane.Governed, EntryWords.Of(Lane.Governed), "On its way to production"),
        new(Lane.Experiment, EntryWords.Of(Lane.Experiment), "Never reaches production"),
    ];

    public static IReadOnlyList<Choice<HumanInvolvement?>> Involvements { get; } =
        [.. Enum.GetValues<HumanInvolvement>().Select(value => new Choice<HumanInvolvement?>(value, EntryWords.Of(value)))];

    public static IReadOnlyList<Choice<Autonomy?>> Autonomies { get; } =
        [.. Enum.GetValues<Autonomy>().Select(value => new Choice<Autonomy?>(value, EntryWords.Of(value)))];

    public static IReadOnlyList<Choice<MayStop?>> MayStops { get; } =
    [
        new(MayStop.Yes, EntryWords.Of(MayStop.Yes), "It can be switched off at any time"),
        new(MayStop.ToFallbackOnly, EntryWords.Of(MayStop.ToFallbackOnly), "The fall-back takes over"),
        new(MayStop.NotWithoutExecutive, EntryWords.Of(MayStop.NotWithoutExecutive), "The accountable executive decides"),
    ];

    public static IReadOnlyList<Choice<PersonalData?>> PersonalData { get; } =
    [
        new(Portal.Register.PersonalData.None, EntryWords.Of(Portal.Register.PersonalData.None)),
        new(Portal.Register.PersonalData.Personal, EntryWords.Of(Portal.Register.PersonalData.Personal)),
        new(Portal.Register.PersonalData.SpecialCategories, EntryWords.Of(Portal.Register.PersonalData.SpecialCategories), "Health, biometrics, beliefs and the like"),
    ];

    public static IReadOnlyList<Choice<DataClass?>> DataClasses { get; } =
        [.. Enum.GetValues<DataClass>().Select(value => new Choice<DataClass?>(value, EntryWords.Of(value)))];

    public static IReadOnlyList<Choice<ExperimentData?>> ExperimentData { get; } =
    [
        new(Portal.Register.ExperimentData.Synthetic, EntryWords.Of(Portal.Register.ExperimentData.Synthetic), "Made up, about nobody"),
        new(Portal.Register.ExperimentData.Masked, EntryWords.Of(Portal.Register.ExperimentData.Masked), "Of real cases, with what identifies people taken out"),
    ];

    public static IReadOnlyList<Choice<LegalClass?>> LegalClasses { get; } =
        [.. Enum.GetValues<LegalClass>().Select(value => new Choice<LegalClass?>(value, ClassificationWords.Of(value)))];

    public static IReadOnlyList<Choice<RiskTier?>> Tiers { get; } =
    [
        new(RiskTier.Low, EntryWords.Of(RiskTier.Low), "Internal summary, search"),
        new(RiskTier.Medium, EntryWords.Of(RiskTier.Medium), "Customer-facing chatbot, recommendations"),
        new(RiskTier.High, EntryWords.Of(RiskTier.High), "Credit, medical, legal"),
        new(RiskTier.Critical, EntryWords.Of(RiskTier.Critical), "Autonomous actions, safety-critical"),
    ];
}
