using Portal.Statistics.Text;

namespace Portal.Statistics.Tests.Text;

public sealed class FormatComplianceTests
{
    [Theory]
    [InlineData("""{"a": 1}""", true)]
    [InlineData("[]", true)]
    [InlineData("""{"a": 1} and so on""", false)]
    [InlineData("""{"a": 1""", false)]
    [InlineData("", false)]
    public void JSON_is_the_whole_output_or_none(string output, bool complies) => Assert.Equal(complies, Complies(output, new OutputFormat(IsJson: true)));

    [Theory]
    [InlineData("""{"answer": null, "sources": []}""", true)]
    [InlineData("""{"answer": "yes"}""", false)]
    [InlineData("""["answer", "sources"]""", false)]
    public void An_object_must_have_every_property_that_is_asked_for(string output, bool complies) =>
        Assert.Equal(complies, Complies(output, new OutputFormat(RequiredProperties: ["answer", "sources"])));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("yes\n", false)]
    [InlineData("no", true)]
    [InlineData("not", false)]
    public void A_pattern_must_match_the_whole_output(string output, bool complies) => Assert.Equal(complies, Complies(output, new OutputFormat(Pattern: "yes|no")));

    [Fact]
    public void The_share_carries_its_interval()
    {
        var share = FormatCompliance.Of(["short", "much too long", "fine"], new OutputFormat(MaximumLength: 5))!;

        Assert.Equal((2 / 3.0, 3, "Wilson score, 95 %"), (share.Value, share.N, share.Method));
        Assert.Null(FormatCompliance.Of([], new OutputFormat()));
    }

    [Fact]
    public void A_pattern_that_explodes_in_other_engines_takes_linear_time() =>
        Assert.False(Complies(new string('a', 100_000) + "!", new OutputFormat(Pattern: "(a+)+")));

    [Theory]
    [InlineData("(")]
    [InlineData("a)|(b")]
    [InlineData(@"(a)\1")]
    public void A_pattern_that_is_none_or_needs_backtracking_is_refused(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => FormatCompliance.Of(["a"], new OutputFormat(Pattern: pattern)));

    [Fact]
    public void Deeply_nested_output_is_refused_and_not_followed() => Assert.False(Complies(new string('[', 100_000), new OutputFormat(IsJson: true)));

    private static bool Complies(string output, OutputFormat format) => FormatCompliance.Of([output], format)!.Value == 1;
}
