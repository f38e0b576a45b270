namespace Portal.Monitoring.Windows;

/// <summary>What is counted of rows beside their features, by the name that it has in a window.</summary>
internal static class Counted
{
    public const string LatencyMs = "latencyMs";
    public const string CostMicros = "costMicros";

    public const string Calls = "calls";
    public const string Errors = "calls.error";
    public const string Blocked = "calls.blocked";
    public const string Flagged = "calls.flagged";
    public const string CallLatencyMs = "calls.latencyMs";
    public const string InputTokens = "inputTokens";
    public const string CacheReadTokens = "cacheReadTokens";
    public const string CacheWriteTokens = "cacheWriteTokens";
    public const string OutputTokens = "outputTokens";

    /// <summary>Calls of a model that the price list does not know.</summary>
    public const string Unpriced = "calls.unpriced";

    /// <summary>Calls that say they read and wrote more cached tokens than they had in all: priced as if they had none but these.</summary>
    public const string CachedOverInput = "calls.cachedOverInput";

    private const string UnpricedPrefix = "unpriced:";
    private const string SpentPrefix = "spent:";
    /// <summary>What agents did with tools: all of it, what was refused to them, and what their version has no tool for.</summary>
    public const string Tools = "tools";
    public const string ToolsDenied = "tools.denied";
    public const string ToolsUnlisted = "tools.unlisted";

    /// <summary>Tasks of agents, with the calls of models and tools that they took and what these cost.</summary>
    public const string Tasks = "tasks";
    public const string TaskSteps = "tasks.steps";
    public const string TaskCostMicros = "tasks.costMicros";

    public const string Feedback = "feedback";
    public const string Reviews = "reviews";
    public const string Overridden = "reviews.overridden";
    public const string ReviewSeconds = "reviews.seconds";

    /// <summary>Rows with an id that the version was tried on, and those of them that came with another value of a feature.</summary>
    public const string Compared = "skew.compared";
    public const string Skewed = "skew";

    /// <summary>Rows that came more than ten minutes after their event: they stand in their own minute, whose hour was judged without them.</summary>
    public const string Late = "late";

    /// <summary>What was spent at one price of the list.</summary>
    public static string SpentAt(int price) => $"price:{price}";

    /// <summary>What was spent on one model, as the price list names it.</summary>
    public static string SpentOn(string provider, string model) => $"{SpentPrefix}{provider}/{model}";

    /// <summary>Which model a total of spending is about; null of other totals.</summary>
    public static (string Provider, string Model)? SpentModel(string name) => ModelIn(name, SpentPrefix);

    /// <summary>Calls of one model that the price list does not know.</summary>
    public static string UnpricedOf(string provider, string model) => $"{UnpricedPrefix}{provider}/{model}";

    /// <summary>Which model a total of unpriced calls is about; null of other totals.</summary>
    public static (string Provider, string Model)? UnpricedModel(string name) => ModelIn(name, UnpricedPrefix);

    /// <summary>How often people gave this rating.</summary>
    public static string Rating(string rating) => $"rating:{rating}";

    /// <summary>A score that came with calls: added up, in millionths.</summary>
    public static string Score(string name) => $"score:{name}";

    public static string ScoreCount(string name) => $"scores:{name}";

    private static (string Provider, string Model)? ModelIn(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.IndexOf('/') is > 0 and var slash ? (name[prefix.Length..slash], name[(slash + 1)..]) : null;
}
