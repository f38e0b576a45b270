using Portal.Monitoring.Traces;

namespace Portal.Web.Api.Otlp;

/// <summary>
/// ExportTraceServiceRequest of OTLP 1.x as protobuf. Fields that are not asked for are passed over; of a value that nests, a list of texts
/// is all that is read.
/// </summary>
internal static class ProtoTraces
{
    private const ulong StatusError = 2;

    public static IReadOnlyList<SentSpans> Read(ReadOnlySpan<byte> body)
    {
        var processes = new List<SentSpans>();
        var count = 0;
        for (var request = new WireReader(body); request.Next();)
        {
            if (request.Field == 1) processes.Add(Process(request.Message(), ref count));
            else request.Skip();
        }

        return processes;
    }

    private static SentSpans Process(WireReader message, ref int count)
    {
        var attributes = new SpanAttributes();
        var spans = new List<SentSpan>();
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    for (var resource = message.Message(); resource.Next();)
                    {
                        if (resource.Field == 1) Attribute(resource.Message(), attributes);
                        else resource.Skip();
                    }

                    break;
                case 2:
                    for (var scope = message.Message(); scope.Next();)
                    {
                        if (scope.Field != 2) scope.Skip();
                        else if (++count > AcceptTraces.MostSpans) throw new MalformedException($"A request holds at most {AcceptTraces.MostSpans:N0} spans.");
                        else spans.Add(Span(scope.Message()));
                    }

                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return new SentSpans(attributes, spans);
    }

    private static SentSpan Span(WireReader message)
    {
        var span = new SentSpan();
        var evaluations = new List<SpanAttributes>();
        var (attributes, events) = (0, 0);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: span = span with { Trace = Hex(message.Bytes()) }; break;
                case 2: span = span with { Id = Hex(message.Bytes()) }; break;
                case 4: span = span with { Parent = Hex(message.Bytes()) }; break;
                case 5: span = span with { Name = message.Text() }; break;
                case 7: span = span with { Start = message.Fixed64() }; break;
                case 8: span = span with { End = message.Fixed64() }; break;
                case 9 when ++attributes <= SentSpan.MostParts: Attribute(message.Message(), span.Attributes); break;
                case 11 when ++events <= SentSpan.MostParts: Event(message.Message(), evaluations); break;
                case 15: span = span with { HasFailed = HasFailed(message.Message()) }; break;
                default: message.Skip(); break;
            }
        }

        return span with { Evaluations = evaluations, HasTooMany = attributes > SentSpan.MostParts || events > SentSpan.MostParts };
    }

    private static bool HasFailed(WireReader status)
    {
        var code = 0ul;
        while (status.Next())
        {
            if (status.Field == 3) code = status.Number();
            else status.Skip();
        }

        return code == StatusError;
    }

    private static void Event(WireReader message, List<SpanAttributes> evaluations)
    {
        var (name, attributes, count) = ("", new SpanAttributes(), 0);
        while (message.Next())
        {
            if (message.Field == 2) name = message.Text();
            else if (message.Field == 3 && ++count <= SentSpan.MostParts) Attribute(message.Message(), attributes);
            else message.Skip();
        }

        if (OtlpNames.IsEvaluation(name))
            evaluations.Add(attributes);
    }

    private static void Attribute(WireReader pair, SpanAttributes into)
    {
        var key = "";
        object? value = null;
        while (pair.Next())
        {
            if (pair.Field == 1) key = pair.Text();
            else if (pair.Field == 2) value = Value(pair.Message());
            else pair.Skip();
        }

        if (value is not null)
            into.Add(key, value);
    }

    /// <summary>A text, a whole number, a number or a list of texts; null for anything else.</summary>
    private static object? Value(WireReader value)
    {
        object? read = null;
        while (value.Next())
        {
            switch (value.Field)
            {
                case 1: read = value.Text(); break;
                case 3: read = (long)value.Number(); break;
                case 4: read = value.Double(); break;
                case 5: read = Texts(value.Message()); break;
                default: value.Skip(); break;
            }
        }

        return read;
    }

    private static List<string> Texts(WireReader list)
    {
        var texts = new List<string>();
        while (list.Next())
        {
            if (list.Field != 1 || texts.Count == SentSpan.MostParts)
            {
                list.Skip();
                continue;
            }

            for (var item = list.Message(); item.Next();)
            {
                if (item.Field == 1) texts.Add(item.Text());
                else item.Skip();
            }
        }

        return texts;
    }

    private static string Hex(ReadOnlySpan<byte> id) => id.Length <= OtlpNames.LongestId ? Convert.ToHexStringLower(id) : "";
}
