using System.Globalization;
using System.Text.Json;
using Portal.Monitoring.Traces;

namespace Portal.Web.Api.Otlp;

/// <summary>The same request as JSON: ids in hexadecimal digits, enums as numbers, whole numbers of 64 bits as numbers or texts. Unknown members are passed over.</summary>
internal static class JsonTraces
{
    private const int Deepest = 64;
    private const long StatusError = 2;

    public static IReadOnlyList<SentSpans> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new MalformedException("It is no JSON object.");

            var processes = Items(document.RootElement, "resourceSpans").Select(Process).ToList();
            return processes.Sum(process => process.Spans.Count) <= AcceptTraces.MostSpans ? processes : throw new MalformedException($"A request holds at most {AcceptTraces.MostSpans:N0} spans.");
        }
        catch (JsonException)
        {
            throw new MalformedException("It is no JSON, or nests too deep.");
        }
        catch (InvalidOperationException)
        {
            // A text that is not UTF-8, or has half of a surrogate pair.
            throw new MalformedException("A text is not valid Unicode.");
        }
    }

    private static SentSpans Process(JsonElement process) => new(
        Attributes(Member(process, "resource") is { } resource ? resource : default, out _),
        [.. Items(process, "scopeSpans").SelectMany(scope => Items(scope, "spans")).Select(Span)]);

    private static SentSpan Span(JsonElement span)
    {
        var attributes = Attributes(span, out var tooMany);
        var events = Items(span, "events").ToList();
        return new SentSpan
        {
            Trace = Text(span, "traceId").ToLowerInvariant(),
            Id = Text(span, "spanId").ToLowerInvariant(),
            Parent = Text(span, "parentSpanId").ToLowerInvariant(),
            Name = Text(span, "name"),
            Start = Nanoseconds(span, "startTimeUnixNano"),
            End = Nanoseconds(span, "endTimeUnixNano"),
            HasFailed = Member(span, "status") is { } status && Member(status, "code") is { } code && Whole(code) == StatusError,
            Attributes = attributes,
            Evaluations = [.. events.Take(SentSpan.MostParts).Where(one => OtlpNames.IsEvaluation(Text(one, "name"))).Select(one => Attributes(one, out _))],
            HasTooMany = tooMany || events.Count > SentSpan.MostParts,
        };
    }

    private static SpanAttributes Attributes(JsonElement of, out bool tooMany)
    {
        var attributes = new SpanAttributes();
        var count = 0;
        foreach (var pair in Items(of, "attributes"))
        {
            if (++count > SentSpan.MostParts)
                break;
            if (Member(pair, "value") is { } value && Value(value) is { } read)
                attributes.Add(Text(pair, "key"), read);
        }

        tooMany = count > SentSpan.MostParts;
        return attributes;
    }

    private static object? Value(JsonElement value)
    {
        if (Member(value, "stringValue") is not null)
            return Text(value, "stringValue");
        if (Member(value, "intValue") is { } whole)
            return Whole(whole) ?? throw Wrong("intValue");
        if (Member(value, "doubleValue") is { } number)
            return Number(number);
        return Member(value, "arrayValue") is { } list
            ? Items(list, "values").Take(SentSpan.MostParts).Where(item => Member(item, "stringValue") is not null).Select(item => Text(item, "stringValue")).ToList()
            : null;
    }

    private static double Number(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number when number.TryGetDouble(out var read) => read,
        JsonValueKind.String when number.GetString() is "NaN" or "Infinity" or "-Infinity" => double.NaN,
        JsonValueKind.String when double.TryParse(number.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) => read,
        _ => throw Wrong("doubleValue"),
    };

    private static long? Whole(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number when number.TryGetInt64(out var read) => read,
        JsonValueKind.String when long.TryParse(number.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) => read,
        _ => null,
    };

    private static ulong Nanoseconds(JsonElement of, string name) => Member(of, name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } number when number.TryGetUInt64(out var read) => read,
        { ValueKind: JsonValueKind.String } text when ulong.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) => read,
        _ => throw Wrong(name),
    };

    private static string Text(JsonElement of, string name) => Member(of, name) switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        _ => throw Wrong(name),
    };

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) => Member(of, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw Wrong(name),
    };

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.Object => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null,
        _ => throw Wrong(name),
    };

    private static MalformedException Wrong(string name) => new($"'{name}' is not of its kind, or not where it belongs.");
}
