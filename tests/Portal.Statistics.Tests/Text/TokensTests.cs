using Portal.Statistics.Text;

namespace Portal.Statistics.Tests.Text;

public sealed class TokensTests
{
    [Theory]
    [InlineData("Hello, World-2026!", "hello world 2026")]
    [InlineData("naïve café", "na ve caf")]
    [InlineData("  \t\r\n", "")]
    [InlineData("300\u212A", "300k")]
    [InlineData("\u0130stanbul", "i stanbul")]
    [InlineData("日本 v2", "v2")]
    public void Tokens_are_the_runs_of_letters_and_digits_of_the_lower_case_text(string text, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', Tokens.Of(text)));
}
