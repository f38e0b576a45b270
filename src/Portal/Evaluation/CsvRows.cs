using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using CsvHelper;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>
/// Rows of a CSV file as JSON has them: columns named as a row's members, and <c>feature.income</c>, <c>segment.region</c>,
/// <c>group.sex</c>. An empty cell was not sent; of a feature it is a missing value. Each row is good until the next one is asked for.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private static readonly string[] Numbers = ["score", "latencyMs", "costMicros"];
    private static readonly string[] Flags = ["error", "mustPass"];
    private static readonly (string Prefix, string Member)[] Families = [("feature.", "features"), ("segment.", "segments"), ("group.", "groups")];

    private readonly (string Name, int Column)[] _members;
    private readonly (string Member, (string Name, int Column)[] Columns)[] _families;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;

    private CsvRows(string[] names)
    {
        var columns = names.Select((name, column) => (Name: name, Column: column)).ToList();
        _members = [.. columns.Where(one => !Families.Any(family => one.Name.StartsWith(family.Prefix, StringComparison.Ordinal)))];
        _families =
        [
            .. from family in Families
               let own = columns.Where(one => one.Name.StartsWith(family.Prefix, StringComparison.Ordinal)).Select(one => (one.Name[family.Prefix.Length..], one.Column)).ToArray()
               where own.Length > 0
               select (family.Member, own),
        ];
        _json = new Utf8JsonWriter(_bytes);
    }

    public static async IAsyncEnumerable<JsonDocument> Read(Stream body, List<Fault> faults, [EnumeratorCancellation] CancellationToken ct)
    {
        var malformed = false;
        await using var csv = CsvReader.Create(body, new CsvReaderOptions { OnMalformedRecord = _ => malformed = true, MaxRecordSize = ReadBuffer.LongestRow }, leaveOpen: true);
        await csv.ReadHeaderAsync(ct);
        var names = csv.Headers.ToArray();
        if (malformed || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            faults.Add(new Fault("rows", "The first row must hold the names of the columns, each once."));
            yield break;
        }

        using var rows = new CsvRows(names);
        for (var index = 0; await Next(csv, ct); index++)
        {
            if (malformed || csv.FieldCount > names.Length)
            {
                faults.Add(new Fault($"rows[{index}]", $"Row {index + 1} cannot be read as CSV: look at its quotation marks and commas."));
                yield break;
            }

            yield return rows.Row(csv);
        }
    }

    public void Dispose() => _json.Dispose();

    private static async ValueTask<bool> Next(CsvReader csv, CancellationToken ct)
    {
        try
        {
            return await csv.ReadAsync(ct);
        }
        catch (CsvFormatException fault)
        {
            throw new InvalidDataException("it cannot be read as CSV, or is too long.", fault);
        }
    }

    private JsonDocument Row(CsvReader csv)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        foreach (var (name, column) in _members)
        {
            if (Cell(csv, column) is { Length: > 0 } cell)
                Write(name, cell);
        }

        foreach (var (member, columns) in _families)
            WriteFamily(csv, member, columns);
        _json.WriteEndObject();
        _json.Flush();
        return JsonDocument.Parse(_bytes.WrittenMemory);
    }

    private void WriteFamily(CsvReader csv, string member, (string Name, int Column)[] columns)
    {
        _json.WriteStartObject(member);
        foreach (var (name, column) in columns)
        {
            var cell = Cell(csv, column);
            if (cell.Length > 0 && member == "features")
                WriteValue(name, cell);
            else if (cell.Length > 0)
                _json.WriteString(name, cell);
            else if (member == "features")
                _json.WriteNull(name);
        }

        _json.WriteEndObject();
    }

    // A row may end before its last columns, as spreadsheets leave it.
    private static string Cell(CsvReader csv, int column)
    {
        if (column >= csv.FieldCount)
            return "";
        return Utf8.IsValid(csv.GetSpan(column)) ? csv.GetString(column) : throw new InvalidDataException("its bytes are not UTF-8.");
    }

    private void Write(string name, string cell)
    {
        if (Numbers.Contains(name))
            WriteValue(name, cell);
        else if (Flags.Contains(name) && cell is "true" or "false")
            _json.WriteBoolean(name, cell == "true");
        else
            _json.WriteString(name, cell);
    }

    private void WriteValue(string name, string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            _json.WriteNumber(name, number);
        else
            _json.WriteString(name, cell);
    }
}
