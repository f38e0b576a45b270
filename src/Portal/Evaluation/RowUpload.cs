using System.Buffers;
using System.Text.Json;
using Portal.Evaluation.Figures;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

public enum RowFormat
{
    /// <summary>One object: data set, positive class and what else belongs to it, then rows or metrics.</summary>
    Json = 1,

    /// <summary>A row a line; the rest comes beside it.</summary>
    Ndjson,

    /// <summary>A row a line under the columns' names; the rest comes beside it.</summary>
    Csv,
}

/// <summary>
/// What is uploaded, read as it comes: the rows go out in their stored form, what they measure is kept. Bytes from outside are never more
/// than a refusal.
/// </summary>
internal sealed class RowUpload
{
    public const int MostRows = 1_000_000;
    public const int MostBytes = 256 * 1024 * 1024;

    private const int MostFaults = 10;
    private const int Batch = 128 * 1024;

    private readonly List<Fault> _faults = [];
    private readonly ArrayBufferWriter<byte> _lines = new(2 * Batch);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<MeasuredRow> _measured = [];
    private readonly SharedTexts _shared = new();
    private readonly HashSet<string> _features = new(StringComparer.Ordinal);
    private readonly Stream _stored;
    private readonly Func<JsonElement, int, List<Fault>, EvaluationRow?> _read;
    private bool _hasRows;
    private int _rows;

    private RowUpload(RunTerms terms, Stream stored, Func<JsonElement, int, List<Fault>, EvaluationRow?> read) =>
        (Terms, _stored, _read) = (terms with { Positive = string.IsNullOrEmpty(terms.Positive) ? null : terms.Positive }, stored, read);

    public RunTerms Terms { get; private set; }

    public IReadOnlyList<MeasuredRow> Measured => _measured;

    /// <summary>What a pipeline says without rows.</summary>
    public IReadOnlyList<Figure> Reported { get; private set; } = [];

    /// <summary>Of what is right, not of what was predicted: the same hold-out has the same digest in every run.</summary>
    public Digest DatasetDigest { get; private set; } = Digest.Of([]);

    public Confusion Confusion { get; private set; }

    public int Features => _features.Count;

    private bool IsEnough => _rows > MostRows || _faults.Count >= MostFaults;

    /// <summary>Reads rows, and writes them to <paramref name="stored"/> as they are kept.</summary>
    public static Task<Result<RowUpload>> Read(Stream body, RowFormat format, RunTerms terms, Stream stored, CancellationToken ct) =>
        new RowUpload(terms, stored, RowReader.Read).Read(body, format, ct);

    /// <summary>Rows of what is right, before anything is predicted.</summary>
    public static Task<Result<RowUpload>> ReadLabels(Stream body, RowFormat format, RunTerms terms, CancellationToken ct) =>
        new RowUpload(terms, Stream.Null, RowReader.ReadLabel).Read(body, format, ct);

    private async Task<Result<RowUpload>> Read(Stream body, RowFormat format, CancellationToken ct)
    {
        await using var bounded = new BoundedStream(body, MostBytes);
        try
        {
            if (format == RowFormat.Json)
                await ReadWhole(new JsonRows(bounded), ct);
            else
                await ReadAll(format == RowFormat.Csv ? CsvRows.Read(bounded, _faults, ct) : RowLines.Read(bounded, ct), ct);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or text with an escaped half of a surrogate pair, or in bytes that are not UTF-8.
            _faults.Add(new Fault($"rows[{_rows}]", $"Row {_rows + 1}, or what is near it, is not JSON that can be read."));
        }
        catch (InvalidDataException fault)
        {
            _faults.Add(new Fault($"rows[{_rows}]", $"Row {_rows + 1}: {fault.Message}"));
        }

        if (bounded.IsTooLong)
            return new Invalid("rows", $"There are more than {MostBytes / 1024 / 1024} MB.");

        await Store(ct);
        return Finish();
    }

    private Result<RowUpload> Finish()
    {
        _faults.AddRange(Terms.Faults());
        if (_measured.Count == 0 && Reported.Count == 0 && _faults.Count == 0)
            _faults.Add(new Fault("rows", "There are no rows."));
        if (_faults.Count == 0)
            _faults.AddRange(RowRules.Faults(_measured, Terms).Take(MostFaults));
        if (_faults.Count > 0)
            return new Invalid([.. _faults.Take(MostFaults)]);

        // No label is empty, so without a positive class nothing is positive and there is no recall.
        if (Terms.Task == EvaluationTask.Classification)
            Confusion = Confusion.Of(_measured.Where(row => row.Label is not null).Select(row => (row.Prediction, row.Label ?? "")), Terms.Positive ?? "");
        DatasetDigest = LabelSet.DigestOf(_measured.Select(row => (row.Id, row.Label)));
        return this;
    }

    private async Task ReadWhole(JsonRows body, CancellationToken ct)
    {
        if (await body.Token(ct) is not { Type: JsonTokenType.StartObject })
        {
            _faults.Add(new Fault("rows", "Send an object with dataset, positive and rows."));
            return;
        }

        while (!IsEnough && await body.Token(ct) is { Name: { } name })
        {
            if (name != "rows")
                await ReadTerm(name, body, ct);
            else if (!await ReadRows(body, ct))
                return;
        }

        if (!IsEnough && await body.Token(ct) is not null)
            throw new JsonException();
    }

    private async Task ReadTerm(string name, JsonRows body, CancellationToken ct)
    {
        using var value = await body.Value(ct);
        if (name == "metrics")
        {
            Reported = ReportedFigures.Read(value.RootElement, _faults);
            Terms = Terms with { Kind = Policies.EvaluationKind.Reported };
        }
        else if (TermsJson.With(Terms, name, value.RootElement) is { } terms)
            Terms = terms;
        else
            _faults.Add(new Fault(PlainText.LineProblem(name, 60) is null ? name : "rows", $"It is unknown or not of its kind: send {TermsJson.Members}, and rows or metrics."));
    }

    private async Task<bool> ReadRows(JsonRows body, CancellationToken ct)
    {
        if (_hasRows || await body.Token(ct) is not { Type: JsonTokenType.StartArray })
        {
            _faults.Add(new Fault("rows", "Send rows once, as a list."));
            return false;
        }

        _hasRows = true;
        while (!IsEnough && await body.Element(ct) is { } row)
        {
            using (row)
                await Add(row.RootElement, ct);
        }

        return true;
    }

    private async Task ReadAll(IAsyncEnumerable<JsonDocument> rows, CancellationToken ct)
    {
        await foreach (var row in rows.WithCancellation(ct))
        {
            using (row)
                await Add(row.RootElement, ct);
            if (IsEnough)
                return;
        }
    }

    private async ValueTask Add(JsonElement json, CancellationToken ct)
    {
        if (_rows == MostRows)
        {
            _rows++;
            _faults.Add(new Fault("rows", $"There are more than {MostRows} rows."));
            return;
        }

        var row = _read(json, _rows, _faults);
        var index = _rows++;
        if (row is null)
            return;
        if (!_ids.Add(row.Id))
        {
            _faults.Add(new Fault($"rows[{index}].id", $"Row {index + 1}: another row has the id '{row.Id}' already."));
            return;
        }

        _features.UnionWith(row.Features.Keys);
        _measured.Add(_shared.OneOf(MeasuredRow.Of(row)));
        EvaluationRows.Write(_lines, [row]);
        if (_lines.WrittenCount >= Batch)
            await Store(ct);
    }

    private async ValueTask Store(CancellationToken ct)
    {
        await _stored.WriteAsync(_lines.WrittenMemory, ct);
        _lines.ResetWrittenCount();
    }
}
