namespace Portal.Monitoring.Costs;

/// <summary>
/// List prices as they were reported when the portal was made, in dollars taken as the organisation's currency: nobody has held them
/// against the providers' own lists, and they say so.
/// </summary>
internal static class ShippedPrices
{
    private const long Par = 1_000_000;

    private static readonly DateOnly _from = new(2025, 1, 1);

    public static IReadOnlyList<ModelPrice> All { get; } =
    [
        Of("openai", "gpt-4o", 2_500_000, 1_250_000, null, 10_000_000),
        Of("openai", "gpt-4o-mini", 150_000, 75_000, null, 600_000),
        Of("anthropic", "claude-sonnet-4", 3_000_000, 300_000, 3_750_000, 15_000_000),
        Of("anthropic", "claude-3-5-haiku", 800_000, 80_000, 1_000_000, 4_000_000),
        Of("google", "gemini-2.0-flash", 100_000, 25_000, null, 400_000),
    ];

    private static ModelPrice Of(string provider, string model, long input, long cacheRead, long? cacheWrite, long output) =>
        ModelPrice.Of(0, new PriceTerms(provider, model, "USD", _from, input, cacheRead, cacheWrite, output, Par), null);
}
