using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>
/// Rows of a CSV file as JSON has them: columns named as a row's members, and <c>feature.income</c>, <c>segment.region</c>,
/// <c>group.sex</c>. An empty cell was not sent; of a feature it is a missing value.
/// </summary>
internal static class CsvRows
{
    private static readonly string[] Numbers = ["score", "latencyMs", "costMicros"];
    private static readonly string[] Flags = ["error", "mustPass"];
    private static readonly (string Prefix, string Member)[] Families = [("feature.", "features"), ("segment.", "segments"), ("group.", "groups")];

    public static IEnumerable<JsonDocument> Read(ReadOnlyMemory<byte> body, List<Fault> faults)
    {
        var malformed = false;
        using var csv = CsvReader.Create(body.ToArray(), new CsvReaderOptions { OnMalformedRecord = _ => malformed = true });
        csv.ReadHeader();
        var names = csv.Headers.ToArray();
        if (malformed || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            faults.Add(new Fault("rows", "The first row must hold the names of the columns, each once."));
            yield break;
        }

        for (var index = 0; csv.Read(); index++)
        {
            if (malformed || csv.FieldCount > names.Length)
            {
                faults.Add(new Fault($"rows[{index}]", $"Row {index + 1} cannot be read as CSV: look at its quotation marks and commas."));
                yield break;
            }

            yield return Row(names, csv);
        }
    }

    private static JsonDocument Row(string[] names, CsvReader csv)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            for (var column = 0; column < names.Length; column++)
            {
                if (!Families.Any(family => names[column].StartsWith(family.Prefix, StringComparison.Ordinal)) && Cell(csv, column) is { Length: > 0 } cell)
                    Write(json, names[column], cell);
            }

            foreach (var (prefix, member) in Families)
                WriteFamily(json, names, csv, prefix, member);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.WrittenMemory);
    }

    private static void WriteFamily(Utf8JsonWriter json, string[] names, CsvReader csv, string prefix, string member)
    {
        if (!names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
            return;

        json.WriteStartObject(member);
        for (var column = 0; column < names.Length; column++)
        {
            if (!names[column].StartsWith(prefix, StringComparison.Ordinal))
                continue;

            var (name, cell) = (names[column][prefix.Length..], Cell(csv, column));
            if (cell.Length > 0 && member == "features")
                WriteValue(json, name, cell);
            else if (cell.Length > 0)
                json.WriteString(name, cell);
            else if (member == "features")
                json.WriteNull(name);
        }

        json.WriteEndObject();
    }

    // A row may end before its last columns, as spreadsheets leave it.
    private static string Cell(CsvReader csv, int column) => column < csv.FieldCount ? csv.GetString(column) : "";

    private static void Write(Utf8JsonWriter json, string name, string cell)
    {
        if (Numbers.Contains(name))
            WriteValue(json, name, cell);
        else if (Flags.Contains(name) && cell is "true" or "false")
            json.WriteBoolean(name, cell == "true");
        else
            json.WriteString(name, cell);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, cell);
    }
}
