using System.Text;
using Portal.Monitoring.Traces;
using Portal.Web.Api.Otlp;

namespace Portal.Web.Tests.Api.Otlp;

public sealed class TraceReadersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Model = ["gen_ai.request.model"];
    private static readonly string[] Tokens = ["gen_ai.usage.input_tokens"];

    private const string Json = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"portal.system","value":{"stringValue":"AIS-0001"}}]},"scopeSpans":[{"scope":{"name":"s"},"spans":[{
        "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"","name":"chat","kind":3,"startTimeUnixNano":"1793620800000000000","endTimeUnixNano":1793620800250000000,
        "attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":7}},
        {"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},{"key":"x","value":{"kvlistValue":{"values":[{"key":"a","value":{"boolValue":true}}]}}}],
        "events":[{"name":"gen_ai.evaluation.result","attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"relevance"}},{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.5}}]}],
        "status":{"code":2},"unknown":[1]}]}]}]}
        """;

    [Fact]
    public void Both_forms_say_the_same()
    {
        var proto = Only(ProtoTraces.Read(ProtoBytes.Request("AIS-0001", Noon, ProtoBytes.Bytes(4, Convert.FromHexString("00f067aa0ba902b7")))));
        var json = Only(JsonTraces.Read(Encoding.UTF8.GetBytes(Json)));

        foreach (var span in new[] { proto, json })
        {
            Assert.Equal(("gpt-4o-mini", 1000.0, "chat"), (span.Attributes.Text(Model), span.Attributes.Number(Tokens), span.Name));
            Assert.Equal((ProtoBytes.Nanoseconds(Noon), ProtoBytes.Nanoseconds(Noon) + 250_000_000), (span.Start, span.End));
            Assert.Equal(0.5, Assert.Single(span.Evaluations).Number(["gen_ai.evaluation.score.value"]));
            Assert.Equal(["stop"], span.Attributes.Texts(["gen_ai.response.finish_reasons"]));
        }

        Assert.Equal(("00000000000000000000000000000001", "0000000000000001", "00f067aa0ba902b7", false), (proto.Trace, proto.Id, proto.Parent, proto.HasFailed));
        Assert.Equal(("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174", "", true), (json.Trace, json.Id, json.Parent, json.HasFailed));
    }

    [Fact]
    public void A_message_that_is_cut_or_changed_at_any_byte_is_read_or_malformed_and_nothing_else()
    {
        var whole = ProtoBytes.Request("AIS-0001", Noon);

        var cut = Enumerable.Range(1, whole.Length - 1).Count(length => IsMalformed(() => ProtoTraces.Read(whole.AsSpan(0, length))));
        foreach (var at in Enumerable.Range(0, whole.Length))
        {
            foreach (byte change in new byte[] { 0x01, 0x07, 0x80, 0xff })
            {
                byte[] changed = [.. whole];
                changed[at] ^= change;
                IsMalformed(() => ProtoTraces.Read(changed));
            }
        }

        Assert.Equal(whole.Length - 1, cut);
    }

    [Fact]
    public void Text_that_is_cut_at_any_byte_is_malformed()
    {
        var whole = Encoding.UTF8.GetBytes(Json);

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.True(IsMalformed(() => JsonTraces.Read(whole.AsMemory(0, length)))));
    }

    public static TheoryData<byte[]> Hostile => new()
    {
        new byte[] { 0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 },
        new byte[] { 0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 },
        new byte[] { 0x0b },
        new byte[] { 0x00, 0x00 },
        new byte[] { 0x08, 0x01 },
        ProtoBytes.Field(1, ProtoBytes.Number(2, 1)),
        ProtoBytes.Request("AIS-0001", ProtoBytes.Field(2, ProtoBytes.Number(7, 1))),
        ProtoBytes.Request("AIS-0001", ProtoBytes.Field(2, ProtoBytes.Number(1, 1))),
        ProtoBytes.Request("AIS-0001", ProtoBytes.Field(2, ProtoBytes.Bytes(5, [0xff, 0xfe]))),
        ProtoBytes.Request("AIS-0001", [.. Enumerable.Range(1, AcceptTraces.MostSpans + 1).Select(_ => ProtoBytes.Field(2))]),
    };

    [Theory, MemberData(nameof(Hostile))]
    public void What_no_sender_writes_is_malformed(byte[] body) => Assert.True(IsMalformed(() => ProtoTraces.Read(body)));

    [Fact]
    public void Values_within_values_are_passed_over_however_deep_they_are()
    {
        var value = ProtoBytes.Text(1, "deep");
        for (var depth = 0; depth < 5000; depth++)
            value = ProtoBytes.Field(5, ProtoBytes.Field(1, value));

        var span = Only(ProtoTraces.Read(ProtoBytes.Request("AIS-0001", Noon, ProtoBytes.Bytes(9, ProtoBytes.Pair("gen_ai.tool.name", value)))));

        Assert.Null(span.Attributes.Text(["gen_ai.tool.name"]));
        Assert.True(IsMalformed(() => JsonTraces.Read(Encoding.UTF8.GetBytes($"{{\"resourceSpans\":{new string('[', 5000)}{new string(']', 5000)}}}"))));
    }

    [Fact]
    public void A_span_of_ten_thousand_attributes_has_too_many()
    {
        var pairs = Enumerable.Range(0, 10_000).Select(i => ProtoBytes.Bytes(9, ProtoBytes.Pair($"a{i}", ProtoBytes.Text(1, "x")))).ToArray();
        var json = $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{{string.Join(',', Enumerable.Repeat("""{"key":"a","value":{"stringValue":"x"}}""", 10_000))}}]}]}]}]}""";

        Assert.True(Only(ProtoTraces.Read(ProtoBytes.Request("AIS-0001", Noon, pairs))).HasTooMany);
        Assert.True(Only(JsonTraces.Read(Encoding.UTF8.GetBytes(json))).HasTooMany);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"resourceSpans":{}}""")]
    [InlineData("""{"resourceSpans":[1]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":5}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":-1}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":1e30}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"99999999999999999999"}}]}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":"text"}]}]}]}]}""")]
    public void Json_of_another_shape_is_malformed(string body) => Assert.True(IsMalformed(() => JsonTraces.Read(Encoding.UTF8.GetBytes(body))));

    private static SentSpan Only(IReadOnlyList<SentSpans> processes) => Assert.Single(Assert.Single(processes).Spans);

    private static bool IsMalformed(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (MalformedException)
        {
            return true;
        }
    }
}
