using Portal.Monitoring.Costs;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Windows;

/// <summary>Calls and what people made of outputs, counted into minutes; nothing but arithmetic.</summary>
internal static class CallTally
{
    private const double Millionths = 1e6;

    public static void Add(this Tally tally, IReadOnlyList<CallRow> calls, IReadOnlyList<VersionId> versions, PriceList prices, DateTimeOffset receivedAt)
    {
        var names = NamedRows.Names(calls.Select(call => call.Version)).ToList();
        foreach (var call in calls)
            tally.Minute(versions[names.IndexOf(call.Version)], call.Time, receivedAt).Add(call, prices);
    }

    /// <summary>What it cost in millionths; null where the list has no price for its model.</summary>
    public static long? Add(this MinuteCounts minute, CallRow call, PriceList prices)
    {
        minute.AddTotal(Counted.Calls, 1);
        if (NameOf(call.Outcome) is { } outcome)
            minute.AddTotal(outcome, 1);
        minute.AddValue(Counted.CallLatencyMs, call.LatencyMs);
        AddTokens(minute, call);
        minute.AddScores(call.Scores);
        return AddCost(minute, call, prices);
    }

    public static void AddScores(this MinuteCounts minute, IEnumerable<(string Name, double Value)> scores)
    {
        foreach (var (name, score) in scores)
        {
            minute.AddTotal(Counted.Score(name), (long)Math.Round(score * Millionths));
            minute.AddTotal(Counted.ScoreCount(name), 1);
        }
    }

    public static void Add(this Tally tally, IReadOnlyList<FeedbackRow> feedback, IReadOnlyList<VersionId> versions, DateTimeOffset receivedAt)
    {
        foreach (var (row, minute) in Placed(tally, feedback, versions, receivedAt))
        {
            minute.AddTotal(Counted.Feedback, 1);
            minute.AddTotal(Counted.Rating(row.Rating), 1);
        }
    }

    public static void Add(this Tally tally, IReadOnlyList<ReviewRow> reviews, IReadOnlyList<VersionId> versions, DateTimeOffset receivedAt)
    {
        foreach (var (row, minute) in Placed(tally, reviews, versions, receivedAt))
        {
            minute.AddTotal(Counted.Reviews, 1);
            if (row.Outcome == ReviewOutcome.Overridden)
                minute.AddTotal(Counted.Overridden, 1);
            if (row.Seconds is { } seconds)
                minute.AddValue(Counted.ReviewSeconds, seconds);
        }
    }

    private static IEnumerable<(T Row, MinuteCounts Minute)> Placed<T>(Tally tally, IReadOnlyList<T> rows, IReadOnlyList<VersionId> versions, DateTimeOffset receivedAt)
        where T : ReactionRow
    {
        var names = NamedRows.Names(rows.Select(NamedRows.NameOf)).ToList();
        return rows.Select(row => (row, tally.Minute(versions[names.IndexOf(NamedRows.NameOf(row))], row.Time ?? receivedAt, receivedAt)));
    }

    private static void AddTokens(MinuteCounts minute, CallRow call)
    {
        minute.AddTotal(Counted.InputTokens, call.InputTokens);
        minute.AddTotal(Counted.CacheReadTokens, call.CacheReadTokens);
        minute.AddTotal(Counted.CacheWriteTokens, call.CacheWriteTokens);
        minute.AddTotal(Counted.OutputTokens, call.OutputTokens);
        minute.AddValue(Counted.InputTokens, call.InputTokens);
        minute.AddValue(Counted.OutputTokens, call.OutputTokens);
    }

    private static long? AddCost(MinuteCounts minute, CallRow call, PriceList prices)
    {
        var tokens = new CallTokens(call.InputTokens, call.CacheReadTokens, call.CacheWriteTokens, call.OutputTokens);
        if (tokens.IsCachedOverInput)
            minute.AddTotal(Counted.CachedOverInput, 1);
        if (prices.Of(call.Provider, call.Model, DateOnly.FromDateTime(call.Time.UtcDateTime)) is not { } price)
        {
            minute.AddTotal(Counted.Unpriced, 1);
            minute.AddTotal(Counted.UnpricedOf(call.Provider, call.Model), 1);
            return null;
        }

        var cost = price.Of(tokens);
        minute.AddCost(cost);
        minute.AddTotal(Counted.SpentAt(price.Number), cost);
        minute.AddTotal(Counted.SpentOn(price.Provider, price.Model), cost);
        return cost;
    }

    private static string? NameOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Error => Counted.Errors,
        CallOutcome.Blocked => Counted.Blocked,
        CallOutcome.Flagged => Counted.Flagged,
        _ => null,
    };
}
