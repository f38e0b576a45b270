using System.Buffers;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>Outputs to be judged, read to the last byte. Bytes from outside are never more than a refusal.</summary>
internal sealed class JudgeUpload
{
    public const int MostRows = 2000;
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostFaults = 10;

    private readonly List<JudgeRow> _rows = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];
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

    public static async Task<Result<JudgeUpload>> Read(Stream body, RowFormat format, CancellationToken ct)
    {
        await using var bounded = new BoundedStream(body, MostBytes);
        var upload = new JudgeUpload();
        try
        {
            await foreach (var row in format == RowFormat.Csv ? CsvRows.Read(bounded, upload._faults, ct) : RowLines.Read(bounded, ct))
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
            // InvalidOperationException: a name or text with an escaped half of a surrogate pair, or in bytes that are not UTF-8.
            upload._faults.Add(new Fault($"rows[{upload._index}]", $"Row {upload._index + 1}, or what is near it, is not JSON that can be read."));
        }
        catch (InvalidDataException fault)
        {
            upload._faults.Add(new Fault($"rows[{upload._index}]", $"Row {upload._index + 1}: {fault.Message}"));
        }

        if (bounded.IsTooLong)
            return new Invalid("rows", $"There are more than {MostBytes / 1024 / 1024} MB.");
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
        if (index >= MostRows)
            return;
        if (!JudgeRowReader.Read(json, index).Succeeded(out var row, out var refusal))
            _faults.AddRange(((Invalid)refusal).Faults);
        else if (!_ids.Add(row.Id))
            _faults.Add(JudgeRowReader.Fault(index, "id", $"is that of another row already: '{row.Id}'."));
        else
            _rows.Add(row);
    }
}
