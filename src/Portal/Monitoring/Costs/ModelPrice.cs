namespace Portal.Monitoring.Costs;

/// <summary>The tokens of one call. Those of the input hold the ones read from a cache and written to it.</summary>
public readonly record struct CallTokens(long Input, long CacheRead, long CacheWrite, long Output)
{
    public bool IsCachedOverInput => CacheRead + CacheWrite > Input;
}

/// <summary>
/// What a model costs from a day on, in millionths of the currency for a million tokens. Never changed after: a new price is a new
/// one with a higher number.
/// </summary>
public sealed class ModelPrice
{
    private const decimal Million = 1_000_000;

    private ModelPrice() { }

    /// <summary>From 1; what the portal shipped with has 0.</summary>
    public int Number { get; private init; }

    public string Provider { get; private init; } = "";

    public string Model { get; private init; } = "";

    /// <summary>Three letters.</summary>
    public string Currency { get; private init; } = "";

    public DateOnly ValidFrom { get; private init; }

    public long Input { get; private init; }

    /// <summary>Of tokens read from a cache; the input's own price where there is none.</summary>
    public long CacheRead { get; private init; }

    public long CacheWrite { get; private init; }

    public long Output { get; private init; }

    /// <summary>Millionths of the organisation's currency for one of this.</summary>
    public long Rate { get; private init; }

    /// <summary>Whether somebody here has held it against the provider's list.</summary>
    public bool Verified { get; private init; }

    public DateTimeOffset? AddedAt { get; private init; }

    public static ModelPrice Of(int number, PriceTerms terms, DateTimeOffset? addedAt) => new()
    {
        Number = number,
        Provider = terms.Provider,
        Model = terms.Model,
        Currency = terms.Currency,
        ValidFrom = terms.ValidFrom,
        Input = terms.Input,
        CacheRead = terms.CacheRead ?? terms.Input,
        CacheWrite = terms.CacheWrite ?? terms.Input,
        Output = terms.Output,
        Rate = terms.Rate,
        Verified = number > 0,
        AddedAt = addedAt,
    };

    /// <summary>
    /// (input − cache_read − cache_write)·p_in + cache_read·p_read + cache_write·p_write + output·p_out, the first term never below 0:
    /// in millionths of the organisation's currency.
    /// </summary>
    public long Of(CallTokens tokens)
    {
        var fresh = Math.Max(0, tokens.Input - tokens.CacheRead - tokens.CacheWrite);
        var amount = ((decimal)fresh * Input) + ((decimal)tokens.CacheRead * CacheRead) + ((decimal)tokens.CacheWrite * CacheWrite) + ((decimal)tokens.Output * Output);
        return (long)Math.Min(long.MaxValue, Math.Round(amount / Million * Rate / Million, MidpointRounding.AwayFromZero));
    }
}

/// <summary>What a price is about. Amounts are millionths of the currency for a million tokens.</summary>
public sealed record PriceTerms(
    string Provider, string Model, string Currency, DateOnly ValidFrom, long Input, long? CacheRead, long? CacheWrite, long Output, long Rate);
