using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Shared;

/// <summary>
/// How rows are stored: UTF-8, one object a line, <c>{"id","prediction","label","features":{}}</c>, features in the order of their
/// names, then what a row has besides. The one writer and the one reader, so that whoever measures against an evaluation reads what
/// was evaluated. Protected groups are left out: they are stored apart, sealed.
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
        if (row.Label is not null)
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
        WriteRest(json, row);
        json.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter json, EvaluationRow row)
    {
        if (row.Score is { } score)
            json.WriteNumber("score", score);
        if (row.LatencyMs is { } latency)
            json.WriteNumber("latencyMs", latency);
        if (row.CostMicros is { } cost)
            json.WriteNumber("costMicros", cost);
        if (row.IsError)
            json.WriteBoolean("error", true);
        if (row.IsMustPass)
            json.WriteBoolean("mustPass", true);
        if (row.VariantOf is { } original)
            json.WriteString("variantOf", original);
        if (row.Segments.Count == 0)
            return;

        json.WriteStartObject("segments");
        foreach (var (name, value) in row.Segments.OrderBy(segment => segment.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static EvaluationRow ReadRow(string line)
    {
        using var row = JsonDocument.Parse(line);
        var json = row.RootElement;
        return new EvaluationRow(
            Text(json, "id"),
            Text(json, "prediction"),
            json.TryGetProperty("label", out var label) ? label.GetString() : null,
            json.GetProperty("features").EnumerateObject().ToDictionary(feature => feature.Name, feature => Value(feature.Value), StringComparer.Ordinal))
        {
            Score = json.TryGetProperty("score", out var score) ? score.GetDouble() : null,
            LatencyMs = json.TryGetProperty("latencyMs", out var latency) ? latency.GetDouble() : null,
            CostMicros = json.TryGetProperty("costMicros", out var cost) ? cost.GetInt64() : null,
            IsError = json.TryGetProperty("error", out _),
            IsMustPass = json.TryGetProperty("mustPass", out _),
            VariantOf = json.TryGetProperty("variantOf", out var original) ? original.GetString() : null,
            Segments = json.TryGetProperty("segments", out var segments)
                ? segments.EnumerateObject().ToDictionary(segment => segment.Name, segment => segment.Value.GetString() ?? "", StringComparer.Ordinal)
                : EvaluationRow.NoTexts,
        };
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
