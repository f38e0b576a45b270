using System.Text.RegularExpressions;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Traces;

/// <summary>What a span says, in the form in which it is counted; or what is wrong with it.</summary>
internal static partial class SpanReading
{
    private const int MostScores = 20;
    private const double LargestScore = 1e12;
    private const double NanosecondsPerMillisecond = 1e6;
    private const ulong NanosecondsPerTick = 100;
    private const string Ellipsis = "…";

    /// <summary>Whether a span is about a model, an agent or a tool; others are taken and not kept.</summary>
    public static bool Concerns(SentSpan span) => span.Attributes.Has(SpanNames.OfModels);

    public static Result<SpanRow> Read(SentSpan span, string? version, DateTimeOffset now)
    {
        if (Fault(span, now) is { } fault)
            return new Invalid("span", fault);

        var said = span.Attributes;
        var operation = SpanNames.OperationOf(said.Text(SpanNames.Operation) ?? said.Text(SpanNames.OlderOperation) ?? (said.Has(SpanNames.Model) ? "chat" : said.Has(SpanNames.Tool) ? SpanNames.ExecuteTool : "other"));
        var isTool = operation == SpanNames.ExecuteTool;
        var error = said.Text(SpanNames.Error);
        var row = new SpanRow(span.Trace, span.Id, span.Parent.Length == 0 ? null : span.Parent, Instant(span.Start), (span.End - span.Start) / NanosecondsPerMillisecond, version, "", "", OutcomeOf(span, error))
        {
            Name = Shown(span.Name) ?? Shown(operation) ?? "span",
            Operation = Shown(operation) ?? "other",
            Model = said.Text(SpanNames.Model),
            AskedModel = said.Text(SpanNames.AskedModel),
            Provider = said.Text(SpanNames.Provider) is { } provider ? SpanNames.ProviderOf(provider) : null,
            Tool = isTool ? said.Text(SpanNames.Tool) ?? said.Text(SpanNames.Entity) ?? Shown(span.Name) ?? "unnamed" : null,
            Refused = isTool && SpanNames.IsRefusal(error),
            Agent = Shown(said.Text(SpanNames.Agent) ?? (operation == SpanNames.InvokeAgent ? said.Text(SpanNames.Entity) : null)),
            Error = Shown(error),
        };
        var problem = NameProblem("the model", row.Model) ?? NameProblem("the model", row.AskedModel) ?? NameProblem("the provider", row.Provider) ?? NameProblem("the tool", row.Tool);
        if (problem is not null)
            return new Invalid("span", problem);

        return Counted(row, said, span.Evaluations);
    }

    private static Result<SpanRow> Counted(SpanRow row, SpanAttributes said, IReadOnlyList<SpanAttributes> evaluations)
    {
        if (Tokens(said, SpanNames.Input) is not { } input || Tokens(said, SpanNames.Output) is not { } output
            || Tokens(said, SpanNames.CacheRead) is not { } read || Tokens(said, SpanNames.CacheWrite) is not { } written)
            return new Invalid("span", $"tokens are whole numbers from 0 to {SpanRow.MostTokens:N0}");
        if (Scores(evaluations) is not { } scores)
            return new Invalid("span", $"it has more than {MostScores} evaluations, or one that has no name or no number");

        return row with
        {
            InputTokens = input,
            OutputTokens = output,
            CacheReadTokens = read,
            CacheWriteTokens = written,
            Scores = scores,
            // A call that does not say of which model is a call all the same.
            Model = row.Model ?? (row.Operation is "chat" or "text_completion" or "generate_content" or "embeddings" ? "unknown" : null),
        };
    }

    private static string? Fault(SentSpan span, DateTimeOffset now)
    {
        if (!TraceId().IsMatch(span.Trace) || span.Trace.All(digit => digit == '0'))
            return "its trace id is not 32 hexadecimal digits";
        if (!SpanId().IsMatch(span.Id) || span.Id.All(digit => digit == '0'))
            return "its id is not 16 hexadecimal digits";
        if (span.Parent.Length > 0 && !SpanId().IsMatch(span.Parent))
            return "its parent's id is not 16 hexadecimal digits";
        if (span.HasTooMany)
            return $"it has more than {SentSpan.MostParts} attributes or events";
        if (Instant(span.Start) < now - PredictionReader.Oldest)
            return $"it began more than {PredictionReader.Oldest.TotalDays:0} days ago, or its start is missing";
        if (Instant(span.End) > now + PredictionReader.Ahead || Instant(span.Start) > now + PredictionReader.Ahead)
            return $"it lies more than {PredictionReader.Ahead.TotalMinutes:0} minutes in the future";
        if (span.End < span.Start)
            return "it ended before it began";
        return (span.End - span.Start) / NanosecondsPerMillisecond > SpanRow.LongestMs ? "it took more than seven days" : null;
    }

    /// <summary>As far as a date goes; what lies beyond is in the future.</summary>
    private static DateTimeOffset Instant(ulong nanoseconds) =>
        nanoseconds / NanosecondsPerTick is var ticks && ticks > (ulong)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch.AddTicks((long)ticks);

    private static CallOutcome OutcomeOf(SentSpan span, string? error) =>
        SpanNames.IsBlocked(span.Attributes.Texts(SpanNames.FinishReasons), error) ? CallOutcome.Blocked
        : span.HasFailed || error is not null ? CallOutcome.Error
        : CallOutcome.Ok;

    /// <summary>0 when nothing is said, null when it cannot be.</summary>
    private static long? Tokens(SpanAttributes said, string[] names)
    {
        if (!said.Has(names))
            return 0;
        return said.Number(names) is { } number && number >= 0 && number <= SpanRow.MostTokens && Math.Floor(number) == number ? (long)number : null;
    }

    private static Dictionary<string, double>? Scores(IReadOnlyList<SpanAttributes> evaluations)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var evaluation in evaluations)
        {
            // One that comes to a label alone has nothing to add up.
            if (!evaluation.Has(SpanNames.EvaluationScore) && evaluation.Has(SpanNames.EvaluationName))
                continue;
            if (evaluation.Text(SpanNames.EvaluationName) is not { } name || NameProblem("", name) is not null
                || evaluation.Number(SpanNames.EvaluationScore) is not { } score || !(Math.Abs(score) <= LargestScore))
                return null;
            scores[name] = score;
        }

        return scores.Count <= MostScores ? scores : null;
    }

    private static string? NameProblem(string what, string? name) =>
        name is null || PlainText.LineProblem(name, PredictionReader.LongestName) is null ? null : $"{what} is not a line of at most {PredictionReader.LongestName} characters";

    /// <summary>For reading alone: shortened, and nothing where it cannot be shown.</summary>
    private static string? Shown(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } line)
            return null;
        if (line.Length > PredictionReader.LongestName)
            line = line[..(PredictionReader.LongestName - Ellipsis.Length)].TrimEnd() + Ellipsis;
        return PlainText.LineProblem(line, PredictionReader.LongestName) is null ? line : null;
    }

    [GeneratedRegex("^[0-9a-f]{32}\\z")]
    private static partial Regex TraceId();

    [GeneratedRegex("^[0-9a-f]{16}\\z")]
    private static partial Regex SpanId();
}
