using System.Buffers;
using System.Text.Json;

namespace Portal.Reports.Tables;

/// <summary>An array of objects, by the keys of the columns. What a cell says is data here, so nothing is put before it.</summary>
internal sealed class JsonTable : ITableWriter
{
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<JsonEncodedText> _keys;

    private JsonTable(Stream stream, IReadOnlyList<JsonEncodedText> keys) => (_stream, _keys, _json) = (stream, keys, new Utf8JsonWriter(_buffer));

    public static Task<JsonTable> Begin(Stream stream, IReadOnlyList<ListColumn> columns, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var table = new JsonTable(stream, [.. columns.Select(column => JsonEncodedText.Encode(column.Key))]);
        table._json.WriteStartArray();
        return Task.FromResult(table);
    }

    public async Task Write(IReadOnlyList<IReadOnlyList<TableCell>> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            _json.WriteStartObject();
            foreach (var (at, cell) in row.Index())
                Write(_keys[at], cell);
            _json.WriteEndObject();
        }

        await FlushAsync(ct);
    }

    public async Task End(CancellationToken ct)
    {
        _json.WriteEndArray();
        await FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private void Write(JsonEncodedText key, TableCell cell)
    {
        switch (cell.Kind)
        {
            case TableCellKind.Nothing:
                _json.WriteNull(key);
                break;
            case TableCellKind.Number:
                _json.WritePropertyName(key);
                _json.WriteRawValue(cell.Text ?? "null");
                break;
            default:
                _json.WriteString(key, cell.Text);
                break;
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await _json.FlushAsync(ct);
        await _stream.WriteAsync(_buffer.WrittenMemory, ct);
        _buffer.ResetWrittenCount();
    }
}
