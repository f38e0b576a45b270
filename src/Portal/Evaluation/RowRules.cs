using System.Globalization;
using Portal.Evaluation.Figures;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>What rows must be of one another, and for what is computed from them.</summary>
internal static class RowRules
{
    private const int MostValues = 50;

    // Comparing two answers takes the product of their lengths.
    private const double MostComparing = 3e10;

    public static IEnumerable<Fault> Faults(IReadOnlyList<MeasuredRow> rows, RunTerms terms) =>
        Labels(rows, terms).Concat(Values(rows, terms)).Concat(Variants(rows)).Concat(Slices(rows));

    private static IEnumerable<Fault> Labels(IReadOnlyList<MeasuredRow> rows, RunTerms terms)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (terms.NeedsLabels && rows[index].Label is null)
                yield return Of(index, "label", "label is missing.");
            if (terms.Suite is not null && rows[index].Label is not null)
                yield return Of(index, "label", "the suite has the labels: send predictions alone.");
        }

        if (terms is { Positive: { } positive, NeedsLabels: true } && rows.Count > 0 && !rows.Any(row => row.Label == positive))
            yield return new Fault("positive", "No row has this label, so there is no recall to compute.");
    }

    private static IEnumerable<Fault> Values(IReadOnlyList<MeasuredRow> rows, RunTerms terms)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            foreach (var (member, text) in new[] { ("prediction", rows[index].Prediction), ("label", rows[index].Label) })
            {
                if (text is not null && ProblemOf(text, terms.Task) is { } problem)
                    yield return Of(index, member, $"{member} {problem}");
            }
        }

        if (terms.Task == EvaluationTask.Text && rows.Sum(row => (double)row.Prediction.Length * (row.Label?.Length ?? 0)) > MostComparing)
            yield return new Fault("rows", "There is too much text to compare: send fewer or shorter answers.");
    }

    private static string? ProblemOf(string text, EvaluationTask task) => task switch
    {
        EvaluationTask.Classification when PlainText.LineProblem(text, RowReader.LongestText) is not null =>
            $"must be a text of 1 to {RowReader.LongestText} characters that can be shown, without spaces at its ends, a number up to 2^53, true or false.",
        EvaluationTask.Regression when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) || Math.Abs(number) > 1e70 =>
            "must be a number.",
        _ => null,
    };

    private static IEnumerable<Fault> Variants(IReadOnlyList<MeasuredRow> rows)
    {
        if (!rows.Any(row => row.VariantOf is not null))
            yield break;

        var originals = rows.Where(row => row.VariantOf is null).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].VariantOf is { } original && !originals.Contains(original))
                yield return Of(index, "variantOf", $"there is no undisturbed row '{original}'.");
        }
    }

    private static IEnumerable<Fault> Slices(IReadOnlyList<MeasuredRow> rows) =>
        from kind in new (string Member, Func<MeasuredRow, IReadOnlyDictionary<string, string>> Values)[] { ("segments", row => row.Segments), ("groups", row => row.Groups) }
        from name in rows.SelectMany(row => kind.Values(row)).Distinct().GroupBy(value => value.Key).Where(values => values.Count() > MostValues).Take(1)
        select new Fault(kind.Member, $"'{name.Key}' has more than {MostValues} different values: that is no division into {kind.Member}.");

    private static Fault Of(int index, string member, string problem) => new($"rows[{index}].{member}", $"Row {index + 1}: {problem}");
}
