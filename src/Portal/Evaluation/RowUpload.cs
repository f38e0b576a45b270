using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
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
/// What was uploaded, read to its last byte: the rows in their stored form, what they measure, and which data set they are of.
/// Bytes from outside are never more than a refusal.
/// </summary>
internal sealed class RowUpload
{
    public const int MostRows = 500_000;
    public const int MostBytes = 64 * 1024 * 1024;

    private const int MostFaults = 10;

    private readonly List<Fault> _faults = [];
    private readonly ArrayBufferWriter<byte> _stored = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<MeasuredRow> _measured = [];
    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _features = new(StringComparer.Ordinal);
    private bool _hasRows;
    private int _rows;

    private readonly Func<JsonElement, int, List<Fault>, EvaluationRow?> _read;

    private RowUpload(RunTerms terms, Func<JsonElement, int, List<Fault>, EvaluationRow?> read) => (Terms, _read) = (terms, read);

    public RunTerms Terms { get; private set; }

    public IReadOnlyList<MeasuredRow> Measured => _measured;

    /// <summary>What a pipeline says without rows.</summary>
    public IReadOnlyList<Figure> Reported { get; private set; } = [];

    /// <summary>Of what is right, not of what was predicted: the same hold-out has the same digest in every run.</summary>
    public Digest DatasetDigest { get; private set; } = Digest.Of([]);

    public ReadOnlyMemory<byte> Stored => _stored.WrittenMemory;

    public Confusion Confusion { get; private set; }

    public int Features => _features.Count;

    private bool IsEnough => _rows > MostRows || _faults.Count >= MostFaults;

    public static Result<RowUpload> Read(ReadOnlyMemory<byte> body, RowFormat format, RunTerms terms) => Read(body, format, new RowUpload(terms, RowReader.Read));

    /// <summary>Rows of what is right, before anything is predicted.</summary>
    public static Result<RowUpload> ReadLabels(ReadOnlyMemory<byte> body, RowFormat format, RunTerms terms) => Read(body, format, new RowUpload(terms, RowReader.ReadLabel));

    private static Result<RowUpload> Read(ReadOnlyMemory<byte> body, RowFormat format, RowUpload upload)
    {
        if (!Utf8.IsValid(body.Span))
            return new Invalid("rows", "The bytes are not UTF-8.");

        upload.Terms = upload.Terms with { Positive = string.IsNullOrEmpty(upload.Terms.Positive) ? null : upload.Terms.Positive };
        try
        {
            if (format == RowFormat.Json)
                upload.ReadWhole(body.Span);
            else if (format == RowFormat.Csv)
                upload.ReadTable(body);
            else
                upload.ReadLines(body);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or text with an escaped half of a surrogate pair.
            upload._faults.Add(new Fault($"rows[{upload._rows}]", $"Row {upload._rows + 1}, or what is near it, is not JSON that can be read."));
        }

        return upload.Finish();
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

    private void ReadWhole(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _faults.Add(new Fault("rows", "Send an object with dataset, positive and rows."));
            return;
        }

        while (!IsEnough && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "rows")
                ReadRows(ref reader);
            else
                ReadTerm(name ?? "", ref reader);
        }

        if (!IsEnough)
            reader.Read();
    }

    private void ReadTerm(string name, ref Utf8JsonReader reader)
    {
        using var value = JsonDocument.ParseValue(ref reader);
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

    private void ReadRows(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || _hasRows)
        {
            _faults.Add(new Fault("rows", "Send rows once, as a list."));
            reader.Skip();
            return;
        }

        _hasRows = true;
        while (!IsEnough && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            using var row = JsonDocument.ParseValue(ref reader);
            Add(row.RootElement);
        }
    }

    private void ReadLines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty && !IsEnough)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;

            using var row = JsonDocument.Parse(line);
            Add(row.RootElement);
        }
    }

    private void ReadTable(ReadOnlyMemory<byte> body)
    {
        foreach (var row in CsvRows.Read(body, _faults))
        {
            using (row)
                Add(row.RootElement);
            if (IsEnough)
                return;
        }
    }

    private void Add(JsonElement json)
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
        EvaluationRows.Write(_stored, [row]);
        _measured.Add(MeasuredRow.Of(row) with { Prediction = OneOf(row.Prediction), Label = row.Label is null ? null : OneOf(row.Label) });
    }

    // Half a million rows have a handful of classes: one text each is enough.
    private string OneOf(string text)
    {
        if (_classes.TryGetValue(text, out var known))
            return known;
        if (_classes.Count < 10_000)
            _classes.Add(text, text);
        return text;
    }
}
