using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Portal.Ledger.Tests;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Names_are_sorted_by_their_UTF_16_code_units()
    {
        // RFC 8785, 3.2.3: the example, less its numbers.
        var value = CanonicalJson.Object(
            ("\u20ac", "Euro Sign"),
            ("\r", "Carriage Return"),
            ("\ufb33", "Hebrew Letter Dalet With Dagesh"),
            ("1", "One"),
            ("\ud83d\ude00", "Emoji: Grinning Face"),
            ("\u0080", "Control"),
            ("\u00f6", "Latin Small Letter O With Diaeresis"));

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
            + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            Text(value));
    }

    [Fact]
    public void The_text_and_the_literals_of_the_RFCs_example_come_out_as_it_says()
    {
        // RFC 8785, 3.2.2 to 3.2.4.
        var value = CanonicalJson.Object(
            ("string", "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/"),
            ("literals", [CanonicalValue.Null, true, false]));

        Assert.Equal("""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""", Text(value));
    }

    [Fact]
    public void Only_what_must_be_escaped_is_escaped() =>
        Assert.Equal("\"\\u0000\\u0007\\b\\t\\n\\u000b\\f\\r\\u001b\\u001f\u007f\u2028<>&+é\"", Text("\0\a\b\t\n\v\f\r\u001b\u001f\u007f\u2028<>&+é"));

    [Fact]
    public void Objects_lists_and_nulls_nest()
    {
        string[] seats = ["Risk", "Legal"];
        string? nobody = null;
        var value = CanonicalJson.Object(
            ("b", CanonicalJson.Object(("z", 1), ("a", -2))),
            ("a", ["x", 1, true, [], CanonicalJson.Object()]),
            ("d", nobody),
            ("e", null),
            ("c", [.. seats]));

        Assert.Equal("""{"a":["x",1,true,[],{}],"b":{"a":-2,"z":1},"c":["Risk","Legal"],"d":null,"e":null}""", Text(value));
    }

    [Theory]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(-9007199254740991, "-9007199254740991")]
    [InlineData(0, "0")]
    public void Integers_that_every_reader_keeps_are_written_plainly(long value, string expected) => Assert.Equal(expected, Text(value));

    [Theory]
    [InlineData(9007199254740992)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Larger_integers_are_refused(long value) => Assert.Throws<ArgumentOutOfRangeException>(() => { CanonicalValue _ = value; });

    [Fact]
    public void A_name_that_occurs_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Object(("a", 1), ("b", 2), ("a", 1)));

    [Theory]
    [InlineData('\ud83d', 'x')]
    [InlineData('x', '\ud83d')]
    [InlineData('\ude00', '\ud83d')]
    public void Half_a_surrogate_pair_is_refused_in_texts_and_in_names(char first, char second)
    {
        var broken = new string([first, second]);

        Assert.Throws<ArgumentException>(() => { CanonicalValue _ = broken; });
        Assert.Throws<ArgumentException>(() => CanonicalJson.Object((broken, 1)));
    }

    [Fact]
    public void What_was_written_is_read_back_and_writes_the_same_bytes()
    {
        var bytes = CanonicalJson.Object(("list", [1, "€", false, CanonicalValue.Null]), ("inner", CanonicalJson.Object(("n", 7)))).ToBytes();

        var value = Assert.IsType<CanonicalValue.Object>(CanonicalJson.Parse(bytes));

        Assert.Equal(bytes, value.ToBytes());
        Assert.Equal(7, Assert.IsType<CanonicalValue.Integer>(Assert.IsType<CanonicalValue.Object>(value["inner"])["n"]).Value);
        Assert.Null(value["nothing"]);
        Assert.Equal(4, Assert.IsType<CanonicalValue.List>(value["list"]).Items.Length);
    }

    [Fact]
    public void Any_text_is_read_back_as_it_was_and_is_the_same_to_another_reader() => Prop.ForAll<int[], int[]>((first, second) =>
    {
        var (name, text) = (Unicode(first), Unicode(second));
        var bytes = CanonicalJson.Object((name, text)).ToBytes();

        var ours = ((CanonicalValue.Object)CanonicalJson.Parse(bytes))[name];
        using var theirs = JsonDocument.Parse(bytes);

        return ((CanonicalValue.Text)ours!).Value == text && theirs.RootElement.GetProperty(name).GetString() == text;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("{} ")]
    [InlineData("{}{}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\"b\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":1}")]
    [InlineData("{\"a\":1.5}")]
    [InlineData("{\"a\":1.0}")]
    [InlineData("{\"a\":1e2}")]
    [InlineData("{\"a\":-0}")]
    [InlineData("{\"a\":9007199254740992}")]
    [InlineData("{\"a\":99999999999999999999}")]
    [InlineData("\"\\u0041\"")]
    [InlineData("\"\\/\"")]
    [InlineData("\"\\u001F\"")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("[1,]")]
    [InlineData("[1")]
    [InlineData("// no\n1")]
    [InlineData("nul")]
    public void Bytes_that_are_not_canonical_are_refused(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'1' })]
    public void Broken_UTF_8_and_byte_order_marks_are_refused(byte[] bytes) => Assert.Throws<FormatException>(() => CanonicalJson.Parse(bytes));

    [Fact]
    public void Depth_without_end_is_refused() =>
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000))));

    // Small numbers stay ASCII and controls; the others are spread over all planes.
    private static string Unicode(int[] numbers) =>
        string.Concat(numbers.Select(number => number >= 0 ? number : number * 104_729L % 0x110000 + 0x10FFFF)
            .Select(code => (int)(code % 0x110000)).Where(Rune.IsValid).Select(code => new Rune(code).ToString()));

    private static string Text(CanonicalValue value) => Encoding.UTF8.GetString(value.ToBytes());
}
