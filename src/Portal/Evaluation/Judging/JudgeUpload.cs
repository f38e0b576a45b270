using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>One output, with what it answers and what it was to rest on.</summary>
public sealed record JudgeRow(string Id, string? Question, string Output, string? Context);

/// <summary>Outputs to be judged, read to the last byte. Bytes from outside are never more than a refusal.</summary>
internal sealed class JudgeUpload
{
    public const int MostRows = 2000;
    public const int MostBytes = 8 * 1024 * 1024;
    public const int LongestText = 20_000;
    public const int LongestContext = 50_000;

    private const int MostFaults = 10;
    private const string Members = "id, question, output and context";

    private readonly List<Fault> _faults = [];
    private readonly List<JudgeRow> _rows = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _index;

    private JudgeUpload() { }

    public IReadOnlyList<JudgeRow> Rows => _rows;

    public Digest DatasetDigest => LabelSet.DigestOf(_rows.Select(row => (row.Id, (string?)$"{row.Question}\n{row.Context}")));

    public bool HasContexts => _rows.All(row => row.Context is not null);

    private bool IsEnough => _faults.Count >= MostFaults || _index > MostRows;

    /// <summary>As they are kept: a row a line.</summary>
    public ReadOnlyMemory<byte> Stored
    {
        get
        {
            var bytes = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });
            foreach (var row in _rows)
            {
                Write(json, row);
                json.Flush();
                bytes.Write("\n"u8);
                json.Reset();
            }

            return bytes.WrittenMemory;
        }
    }

    public static Result<JudgeUpload> Read(ReadOnlyMemory<byte> body, RowFormat format)
    {
        if (!Utf8.IsValid(body.Span))
            return new Invalid("rows", "The bytes are not UTF-8.");

        var upload = new JudgeUpload();
        try
        {
            foreach (var row in format == RowFormat.Csv ? CsvRows.Read(body, upload._faults) : Lines(body))
            {
                using (row)
                    upload.Add(row.RootElement, upload._index);
                upload._index++;
                if (upload.IsEnough)
                    break;
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or text with an escaped half of a surrogate pair.
            upload._faults.Add(new Fault($"rows[{upload._index}]", $"Row {upload._index + 1}, or what is near it, is not JSON that can be read."));
        }

        if (upload._index > MostRows)
            upload._faults.Insert(0, new Fault("rows", $"There are more than {MostRows} rows."));
        if (upload._rows.Count == 0 && upload._faults.Count == 0)
            upload._faults.Add(new Fault("rows", "There are no rows."));
        return upload._faults.Count > 0 ? new Invalid([.. upload._faults.Take(MostFaults)]) : upload;
    }

    /// <summary>Rows that were read and kept before.</summary>
    public static async Task<IReadOnlyList<JudgeRow>> ReadStored(Stream stored, CancellationToken ct)
    {
        List<JudgeRow> rows = [];
        using var lines = new StreamReader(stored);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            rows.Add(new JudgeRow(Kept(row, "id") ?? "", Kept(row, "question"), Kept(row, "output") ?? "", Kept(row, "context")));
        }

        return rows;
    }

    private static string? Kept(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonDocument> Lines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                yield return JsonDocument.Parse(line);
        }
    }

    private static void Write(Utf8JsonWriter json, JudgeRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        if (row.Question is not null)
            json.WriteString("question", row.Question);
        json.WriteString("output", row.Output);
        if (row.Context is not null)
            json.WriteString("context", row.Context);
        json.WriteEndObject();
    }

    private void Add(JsonElement json, int index)
    {
        var before = _faults.Count;
        if (index >= MostRows)
            return;
        if (json.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(Of(index, "", "is no object."));
            return;
        }

        string? id = null, question = null, output = null, context = null;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "id": id = Id(member.Value, index); break;
                case "question": question = Text(member, LongestText, index); break;
                case "output": output = Text(member, LongestText, index); break;
                case "context": context = Context(member, index); break;
                default: _faults.Add(Of(index, "", $"has a member that is not known: a row has {Members}.")); break;
            }
        }

        if (_faults.Count > before)
            return;
        if (id is null || output is null)
            _faults.Add(Of(index, id is null ? "id" : "output", "is missing."));
        else if (!_ids.Add(id))
            _faults.Add(Of(index, "id", $"is that of another row already: '{id}'."));
        else
            _rows.Add(new JudgeRow(id, question, output, context));
    }

    private string? Id(JsonElement value, int index)
    {
        var id = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        if (PlainText.LineProblem(id, RowReader.LongestText) is null)
            return id;

        _faults.Add(Of(index, "id", $"must be a text of 1 to {RowReader.LongestText} characters that can be shown, or a number."));
        return null;
    }

    private string? Text(JsonProperty member, int longest, int index)
    {
        if (member.Value.ValueKind == JsonValueKind.Null && member.Name != "output")
            return null;
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text && PlainText.RemarkProblem(text, longest) is null)
            return text;

        _faults.Add(Of(index, member.Name, $"must be a text of 1 to {longest} characters that can be shown."));
        return null;
    }

    /// <summary>One text, or the passages that were retrieved.</summary>
    private string? Context(JsonProperty member, int index)
    {
        if (member.Value.ValueKind != JsonValueKind.Array)
            return Text(member, LongestContext, index);

        var passages = member.Value.EnumerateArray().Select(passage => passage.ValueKind == JsonValueKind.String ? passage.GetString() : null).ToList();
        var whole = string.Join("\n\n", passages);
        if (passages is not [] && passages.All(passage => passage is not null) && PlainText.RemarkProblem(whole, LongestContext) is null)
            return whole;

        _faults.Add(Of(index, "context", $"must be a text, or a list of texts, of at most {LongestContext} characters together."));
        return null;
    }

    private static Fault Of(int index, string member, string problem) =>
        new(member.Length == 0 ? $"rows[{index}]" : $"rows[{index}].{member}", $"Row {index + 1}: {(member.Length == 0 ? "it" : member)} {problem}");
}
