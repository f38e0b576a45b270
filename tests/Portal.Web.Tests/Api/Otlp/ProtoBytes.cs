using System.Text;

namespace Portal.Web.Tests.Api.Otlp;

/// <summary>Protobuf as a sender writes it, field by field.</summary>
internal static class ProtoBytes
{
    public static byte[] Field(int number, params byte[][] parts) => Bytes(number, [.. parts.SelectMany(part => part)]);

    public static byte[] Text(int number, string text) => Bytes(number, Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(int number, byte[] bytes) => [.. Varint((ulong)(number << 3 | 2)), .. Varint((ulong)bytes.Length), .. bytes];

    public static byte[] Number(int number, ulong value) => [.. Varint((ulong)(number << 3)), .. Varint(value)];

    public static byte[] Fixed(int number, ulong value) => [.. Varint((ulong)(number << 3 | 1)), .. BitConverter.GetBytes(value)];

    public static byte[] Pair(string key, byte[] value) => [.. Text(1, key), .. Bytes(2, value)];

    public static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }

    /// <summary>A request of one process with one call in it.</summary>
    public static byte[] Request(string system, DateTimeOffset at, params byte[][] more) => Request(system, Span(1, at, more));

    public static byte[] Request(string system, params byte[][] spans) => Field(
        1,
        Field(1, Bytes(1, Pair("portal.system", Text(1, system)))),
        Field(2, [Field(1, Text(1, "scope")), .. spans]));

    public static byte[] Span(int number, DateTimeOffset at, params byte[][] more) => Field(
        2,
        [
            Bytes(1, Convert.FromHexString($"{number:x32}")), Bytes(2, Convert.FromHexString($"{number:x16}")), Text(5, "chat"), Number(6, 3),
            Fixed(7, Nanoseconds(at)), Fixed(8, Nanoseconds(at.AddMilliseconds(250))),
            Bytes(9, Pair("gen_ai.request.model", Text(1, "gpt-4o-mini"))), Bytes(9, Pair("gen_ai.provider.name", Text(1, "openai"))),
            Bytes(9, Pair("gen_ai.usage.input_tokens", Number(3, 1000))), Bytes(9, Pair("gen_ai.response.finish_reasons", Field(5, Field(1, Text(1, "stop"))))),
            Field(11, Fixed(1, 1), Text(2, "gen_ai.evaluation.result"), Bytes(3, Pair("gen_ai.evaluation.name", Text(1, "relevance"))), Bytes(3, Pair("gen_ai.evaluation.score.value", Fixed(4, BitConverter.DoubleToUInt64Bits(0.5))))),
            Field(15, Number(3, 1)),
            .. more,
        ]);

    public static ulong Nanoseconds(DateTimeOffset at) => (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
