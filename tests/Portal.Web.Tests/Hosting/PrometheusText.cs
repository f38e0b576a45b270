using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Hosting;

internal sealed record Sample(string Name, string Labels, double Value);

internal sealed record Family(string Name, string Help, string Type, IReadOnlyList<Sample> Samples);

/// <summary>
/// A strict reader of Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): what it does not expect
/// it refuses, where a scraper would be lenient.
/// </summary>
internal static partial class PrometheusText
{
    public static IReadOnlyList<Family> Parse(string text)
    {
        Must(text.EndsWith('\n') && !text.Contains('\r'), "Lines end with a line feed, the last one too.");
        var families = new List<Family>();
        var lines = new Queue<string>(text[..^1].Split('\n'));
        while (lines.TryDequeue(out var help))
        {
            var (name, words) = Comment(help, "HELP");
            var (typed, type) = Comment(lines.Dequeue(), "TYPE");
            Must(name == typed, $"{name} is followed by the type of {typed}.");
            Must(type is "counter" or "gauge" or "histogram", $"{name} has the type {type}.");
            var samples = new List<Sample>();
            while (lines.TryPeek(out var line) && !line.StartsWith('#'))
                samples.Add(SampleOf(lines.Dequeue(), name, type));
            families.Add(new Family(name, words, type, samples));
        }

        Must(families.DistinctBy(family => family.Name).Count() == families.Count, "A family is there twice.");
        foreach (var family in families)
            Check(family);
        return families;
    }

    private static void Check(Family family)
    {
        Must(family.Samples.Count > 0, $"{family.Name} has no sample.");
        Must(family.Samples.DistinctBy(sample => (sample.Name, sample.Labels)).Count() == family.Samples.Count, $"{family.Name} has a series twice.");
        if (family.Type == "counter")
            Must(family.Samples.All(sample => sample.Value >= 0), $"{family.Name} counts below nought.");
        if (family.Type == "histogram")
            CheckHistogram(family);
    }

    private static void CheckHistogram(Family family)
    {
        foreach (var series in family.Samples.GroupBy(sample => Le().Replace(sample.Labels, "").Trim(',')))
        {
            var buckets = series.Where(sample => sample.Name == family.Name + "_bucket").ToList();
            var bounds = buckets.Select(bucket => Number(Le().Match(bucket.Labels).Groups[1].Value)).ToList();
            Must(bounds.Count > 1 && double.IsPositiveInfinity(bounds[^1]), $"{family.Name} does not end with +Inf.");
            Must(bounds.SequenceEqual(bounds.Distinct().Order()), $"{family.Name}: bounds rise.");
            Must(buckets.Select(bucket => bucket.Value).SequenceEqual(buckets.Select(bucket => bucket.Value).Order()), $"{family.Name}: buckets are cumulative.");
            Must(series.Single(sample => sample.Name == family.Name + "_count").Value == buckets[^1].Value, $"{family.Name}: the count is the last bucket.");
            Must(series.Count(sample => sample.Name == family.Name + "_sum") == 1, $"{family.Name} has one sum a series.");
        }
    }

    private static (string Name, string Text) Comment(string line, string kind)
    {
        var match = CommentLine().Match(line);
        Must(match.Success && match.Groups[1].Value == kind, $"# {kind} is expected, not: {line}");
        return (match.Groups[2].Value, match.Groups[3].Value);
    }

    private static Sample SampleOf(string line, string family, string type)
    {
        var match = SampleLine().Match(line);
        Must(match.Success, $"This is no sample: {line}");
        var name = match.Groups["name"].Value;
        Must(type == "histogram" ? name == family + "_bucket" || name == family + "_sum" || name == family + "_count" : name == family, $"{name} stands among the samples of {family}.");
        return new Sample(name, match.Groups["labels"].Value, Number(match.Groups["value"].Value));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
            throw new FormatException(otherwise);
    }

    [GeneratedRegex(@"^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\[\\n])+)\z")]
    private static partial Regex CommentLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*")*)\})? (?<value>[-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf)|NaN)\z""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("le=\"([^\"]*)\"")]
    private static partial Regex Le();
}
