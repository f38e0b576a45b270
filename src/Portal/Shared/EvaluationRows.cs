using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Shared;

/// <summary>
/// How rows are stored: UTF-8, one object a line, <c>{"id","prediction","label","features":{}}</c>, features in the order of their
/// names. The one writer and the one reader, so that whoever measures against an evaluation reads what was evaluated.
/// </summary>
public static class EvaluationRows
{
    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> target, IEnumerable<EvaluationRow> rows)
    {
        using var json = new Utf8JsonWriter(target, AsIs);
        foreach (var row in rows)
        {
            WriteRow(json, row);
            json.Flush();
            target.Write("\n"u8);
            json.Reset();
        }
    }

    public static async IAsyncEnumerable<EvaluationRow> Read(Stream stored, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(stored, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), false, 64 * 1024, leaveOpen: true);
        while (await lines.ReadLineAsync(ct) is { } line)
            yield return ReadRow(line);
    }

    private static void WriteRow(Utf8JsonWriter json, EvaluationRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("prediction", row.Prediction);
        json.WriteString("label", row.Label);
        json.WriteStartObject("features");
        foreach (var (name, value) in row.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            if (value.Number is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteStringValue(value.Text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static EvaluationRow ReadRow(string line)
    {
        using var row = JsonDocument.Parse(line);
        return new EvaluationRow(
            Text(row.RootElement, "id"),
            Text(row.RootElement, "prediction"),
            Text(row.RootElement, "label"),
            row.RootElement.GetProperty("features").EnumerateObject().ToDictionary(feature => feature.Name, feature => Value(feature.Value), StringComparer.Ordinal));
    }

    private static FeatureValue Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => FeatureValue.Of(value.GetDouble()),
        JsonValueKind.String => FeatureValue.Of(value.GetString() ?? ""),
        JsonValueKind.Null => FeatureValue.Missing,
        _ => throw new InvalidDataException("A feature is a number, a text or null."),
    };

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? throw new InvalidDataException($"A row has no {name}.");
}
