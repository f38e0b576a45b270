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
            if (ProblemOf(rows[index].Prediction, terms.Task) is { } prediction)
                yield return Of(index, "prediction", $"prediction {prediction}");
            if (rows[index].Label is { } text && ProblemOf(text, terms.Task) is { } label)
                yield return Of(index, "label", $"label {label}");
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

    private static IEnumerable<Fault> Slices(IReadOnlyList<MeasuredRow> rows) => [.. Slices(rows, "segments", row => row.Segments), .. Slices(rows, "groups", row => row.Groups)];

    private static IEnumerable<Fault> Slices(IReadOnlyList<MeasuredRow> rows, string member, Func<MeasuredRow, IReadOnlyDictionary<string, string>> values)
    {
        var named = SharedTexts.Different(rows, values).SelectMany(texts => texts).Select(text => (text.Key, text.Value)).Distinct().ToLookup(text => text.Key, text => text.Value);
        if (named.Count > RowReader.MostSlices)
            yield return new Fault(member, $"There are {named.Count} different names over all rows: {RowReader.MostSlices} at most.");
        else if (named.FirstOrDefault(name => name.Count() > MostValues) is { } many)
            yield return new Fault(member, $"'{many.Key}' has more than {MostValues} different values: that is no division into {member}.");
    }

    private static Fault Of(int index, string member, string problem) => new($"rows[{index}].{member}", $"Row {index + 1}: {problem}");
}
