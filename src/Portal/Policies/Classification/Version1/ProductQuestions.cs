namespace Portal.Policies.Classification.Version1;

/// <summary>Products and their safety components under the law of Annex I (Art. 6(1)).</summary>
internal static class ProductQuestions
{
    public static Question Product { get; } = new(
        "product",
        "Is it, or does it keep safe, a product under EU safety law?",
        "A safety component is a part whose failure endangers people or property (Art. 3(14)). Machinery is reported to have moved to Annex I B in 2026; until that is verified it stays with A.",
        QuestionKind.One,
        [
            new("no", "No"),
            new("transport", "Yes: vehicles, tractors, aircraft, trains, ships or security of airports (Annex I B)"),
            new("goods", "Yes: machinery, toys, lifts, boats, equipment for gas, pressure, radio or explosive places, protective gear, cableways or medical devices (Annex I A)"),
        ]);

    public static Question Assessment { get; } = new(
        "assessment",
        "Must somebody independent assess that product before it is sold or used?",
        "Such as a notified body or an approval authority, for conformity under that law.",
        QuestionKind.One,
        [new("no", "No"), new("yes", "Yes")])
    {
        AskedWhen = AskWhen.Chosen("product", "transport", "goods"),
    };
}
