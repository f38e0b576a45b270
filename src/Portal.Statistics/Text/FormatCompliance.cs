using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Statistics.Quality;

namespace Portal.Statistics.Text;

/// <summary>What outputs must look like; what is not asked for is free.</summary>
/// <param name="IsJson">The whole output is one JSON value.</param>
/// <param name="RequiredProperties">It is a JSON object that has these properties.</param>
/// <param name="Pattern">The whole output matches this regular expression.</param>
/// <param name="MaximumLength">It has at most so many characters.</param>
public sealed record OutputFormat(bool IsJson = false, IReadOnlyList<string>? RequiredProperties = null, string? Pattern = null, int? MaximumLength = null);

/// <summary>The share of outputs that have a format.</summary>
public static class FormatCompliance
{
    /// <summary>Outputs that comply / outputs, with Wilson's interval; null without outputs.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression that can be matched in time linear in the text.</exception>
    public static Estimate? Of(IEnumerable<string> outputs, OutputFormat format)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(format);

        var pattern = format.Pattern is { } text ? Whole(text) : null;
        var (complying, n) = (0L, 0L);
        foreach (var output in outputs)
        {
            n++;
            if (Complies(output, format, pattern)) complying++;
        }

        return Estimate.Proportion(complying, n);
    }

    /// <summary>Whether the format's pattern is one that <see cref="Of"/> takes.</summary>
    public static bool IsMatchable(OutputFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        try
        {
            return format.Pattern is null || Whole(format.Pattern) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Complies(string output, OutputFormat format, Regex? pattern) =>
        (format.MaximumLength is not { } maximum || output.Length <= maximum)
        && (pattern is null || pattern.IsMatch(output))
        && ((!format.IsJson && format.RequiredProperties is null) || IsJson(output, format.RequiredProperties));

    private static bool IsJson(string output, IReadOnlyList<string>? properties)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            return properties is null || (json.RootElement.ValueKind == JsonValueKind.Object && properties.All(name => json.RootElement.TryGetProperty(name, out _)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Without backtracking no pattern, however nested, takes more than linear time; those that need it are refused.
    private static Regex Whole(string pattern)
    {
        const RegexOptions linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            // By itself first: one that closes the group around it would ask for something else.
            _ = new Regex(pattern, linear);
            return new Regex($@"\A(?:{pattern})\z", linear);
        }
        catch (NotSupportedException refused)
        {
            throw new ArgumentException($"The pattern '{pattern}' cannot be matched without backtracking.", nameof(pattern), refused);
        }
    }
}
