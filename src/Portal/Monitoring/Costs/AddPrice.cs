using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <summary>Adds a price that somebody has held against the provider's list. Calls that came before keep what they cost.</summary>
public sealed class AddPrice(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public const int LongestName = 100;
    private const long Highest = 1_000_000_000_000;

    public Task<Result<ModelPrice>> Run(Actor actor, PriceTerms terms, CancellationToken ct) => dbs.WriteAsync<ModelPrice>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.FileSystems))
            return db.Refused(actor, now, "price.add", terms.Model, new Forbidden("Prices are added by those who file systems, as what these cost is theirs to answer for."));
        if (Faults(terms) is { Count: > 0 } faults)
            return new Invalid(faults);

        var number = (await db.ModelPrices.MaxAsync(price => (int?)price.Number, ct) ?? 0) + 1;
        var price = ModelPrice.Of(number, terms, now);
        db.ModelPrices.Add(price);
        db.Record(new EntryDraft(actor, now, "price.added", $"{price.Provider}/{price.Model}")
        {
            Made = $"{price.Number}",
            Details = new Dictionary<string, string>
            {
                ["number"] = $"{price.Number}",
                ["currency"] = price.Currency,
                ["validFrom"] = Calendar.Text(price.ValidFrom),
                ["input"] = $"{price.Input}",
                ["cacheRead"] = $"{price.CacheRead}",
                ["cacheWrite"] = $"{price.CacheWrite}",
                ["output"] = $"{price.Output}",
                ["rate"] = $"{price.Rate}",
            },
        });
        return price;
    }, ct);

    private static List<Fault> Faults(PriceTerms terms) =>
    [
        .. Name("provider", terms.Provider),
        .. Name("model", terms.Model),
        .. terms.Currency is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? [] : new[] { new Fault("currency", "This is three capital letters, as EUR.") },
        .. terms.ValidFrom == default ? [new Fault("validFrom", "Say from which day on.")] : Array.Empty<Fault>(),
        .. Amount("input", terms.Input), .. Amount("cacheRead", terms.CacheRead ?? 0), .. Amount("cacheWrite", terms.CacheWrite ?? 0), .. Amount("output", terms.Output),
        .. terms.Rate is > 0 and <= Highest ? [] : new[] { new Fault("rate", "This is how many millionths of the organisation's currency one of this is, more than 0.") },
    ];

    private static IEnumerable<Fault> Name(string field, string text) => PlainText.LineProblem(text, LongestName) is { } problem ? [new Fault(field, problem)] : [];

    private static IEnumerable<Fault> Amount(string field, long micros) =>
        micros is >= 0 and <= Highest ? [] : [new Fault(field, "This is an amount for a million tokens in millionths of the currency, 0 or more.")];
}
