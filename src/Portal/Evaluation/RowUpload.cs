using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

public enum RowFormat
{
    /// <summary>One object: data set, positive class, rows.</summary>
    Json = 1,

    /// <summary>A row a line; the rest comes beside it.</summary>
    Ndjson,
}

/// <summary>
/// What was uploaded, read to its last byte: the rows in their stored form, what they count to, and which data set they are of.
/// Bytes from outside are never more than a refusal.
/// </summary>
internal sealed class RowUpload
{
    public const int MostRows = 500_000;
    public const int MostBytes = 64 * 1024 * 1024;

    private const int MostFaults = 10;
    public const int LongestDataset = 120;

    private readonly List<Fault> _faults = [];
    private readonly ArrayBufferWriter<byte> _stored = new();
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly List<(string Prediction, string Label)> _pairs = [];
    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _features = new(StringComparer.Ordinal);
    private bool _hasRows;
    private bool _isTooLong;
    private int _rows;

    private RowUpload(string? dataset, string? positive) => (Dataset, Positive) = (dataset ?? "", string.IsNullOrEmpty(positive) ? null : positive);

    public string Dataset { get; private set; }

    public string? Positive { get; private set; }

    /// <summary>Of what is right, not of what was predicted: the same hold-out has the same digest in every run.</summary>
    public Digest DatasetDigest { get; private set; } = Digest.Of([]);

    public ReadOnlyMemory<byte> Stored => _stored.WrittenMemory;

    public Confusion Confusion { get; private set; }

    public int Features => _features.Count;

    private bool IsEnough => _isTooLong || _faults.Count >= MostFaults;

    public static Result<RowUpload> Read(ReadOnlyMemory<byte> body, RowFormat format, string? dataset, string? positive)
    {
        if (!Utf8.IsValid(body.Span))
            return new Invalid("rows", "The bytes are not UTF-8.");

        var upload = new RowUpload(dataset, positive);
        try
        {
            if (format == RowFormat.Json)
                upload.ReadWhole(body.Span);
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
        if (PlainText.LineProblem(Dataset, LongestDataset) is { } problem)
            _faults.Add(new Fault("dataset", $"Name the data set. {problem}"));
        if (_pairs.Count == 0 && _faults.Count == 0)
            _faults.Add(new Fault("rows", "There are no rows."));
        if (_faults.Count == 0 && Positive is not null && !_pairs.Exists(pair => pair.Label == Positive))
            _faults.Add(new Fault("positive", "No row has this label, so there is no recall to compute."));
        if (_faults.Count > 0)
            return new Invalid([.. _faults.Take(MostFaults)]);

        // No label is empty, so without a positive class nothing is positive and there is no recall.
        Confusion = Confusion.Of(_pairs, Positive ?? "");
        DatasetDigest = DigestOfLabels();
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
            ReadMember(ref reader);
        if (!IsEnough)
            reader.Read();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.GetString();
        reader.Read();
        if (name == "rows")
        {
            ReadRows(ref reader);
            return;
        }

        using var value = JsonDocument.ParseValue(ref reader);
        if (name == "dataset" && value.RootElement.ValueKind == JsonValueKind.String)
            Dataset = value.RootElement.GetString() ?? "";
        else if (name == "positive" && value.RootElement.ValueKind == JsonValueKind.Null)
            Positive = null;
        else if (name == "positive" && RowReader.TextOf(value.RootElement) is { } positive && PlainText.LineProblem(positive, RowReader.LongestText) is null)
            Positive = positive;
        else
            _faults.Add(new Fault(PlainText.LineProblem(name, 60) is null ? name ?? "rows" : "rows", "It is unknown or not of its kind: send dataset (text), positive (text) and rows (list)."));
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

    private void Add(JsonElement json)
    {
        if (_rows == MostRows)
        {
            _isTooLong = true;
            _faults.Add(new Fault("rows", $"There are more than {MostRows} rows."));
            return;
        }

        var row = RowReader.Read(json, _rows, _faults);
        var index = _rows++;
        if (row is null)
            return;
        if (!_labels.TryAdd(row.Id, row.Label))
        {
            _faults.Add(new Fault($"rows[{index}].id", $"Row {index + 1}: another row has the id '{row.Id}' already."));
            return;
        }

        _features.UnionWith(row.Features.Keys);
        EvaluationRows.Write(_stored, [row]);
        _pairs.Add((OneOf(row.Prediction), OneOf(row.Label)));
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

    private Digest DigestOfLabels()
    {
        var labels = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(labels))
        {
            json.WriteStartArray();
            foreach (var (id, label) in _labels.OrderBy(row => row.Key, StringComparer.Ordinal))
            {
                json.WriteStringValue(id);
                json.WriteStringValue(label);
            }

            json.WriteEndArray();
        }

        return Digest.Of(labels.WrittenSpan);
    }
}
