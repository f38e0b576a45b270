using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Suites;

/// <summary>Reads labels as they are uploaded: rows without predictions, with the segments and groups that the suite names.</summary>
internal static class LabelUpload
{
    private const int MostFaults = 10;

    public static async Task<Result<RowUpload>> Read(Stream body, RowFormat format, SuiteTerms terms, CancellationToken ct)
    {
        var run = new RunTerms { Dataset = terms.Dataset, Positive = terms.Positive, Task = terms.Task, Kind = EvaluationKind.HoldOut };
        if (!(await RowUpload.ReadLabels(body, format, run, ct)).Succeeded(out var upload, out var refusal))
            return refusal;

        return Faults(upload.Measured, terms).Take(MostFaults).ToList() is { Count: > 0 } faults ? new Invalid(faults) : upload;
    }

    private static IEnumerable<Fault> Faults(IReadOnlyList<MeasuredRow> rows, SuiteTerms terms) =>
    [
        .. Named(rows, "segments", terms.Segments, row => row.Segments),
        .. Named(rows, "groups", [.. terms.Protected.Select(attribute => attribute.Name)], row => row.Groups),
    ];

    private static IEnumerable<Fault> Named(IReadOnlyList<MeasuredRow> rows, string field, IReadOnlyCollection<string> named, Func<MeasuredRow, IReadOnlyDictionary<string, string>> values)
    {
        var sent = SharedTexts.Different(rows, values).SelectMany(texts => texts.Keys).ToHashSet(StringComparer.Ordinal);
        if (sent.Except(named).FirstOrDefault() is { } strange)
            yield return new Fault(field, $"The suite does not name '{strange}'.");
        if (named.Except(sent).FirstOrDefault() is { } missing)
            yield return new Fault(field, $"No row has '{missing}', which the suite names.");
    }
}
