using System.Diagnostics;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("**bold** and `code`", "<strong>bold</strong>")]
    [InlineData("[the Act](https://eur-lex.europa.eu/)", "href=\"https://eur-lex.europa.eu/\"")]
    [InlineData("[the register](register)", "href=\"register\"")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    public void What_authors_mean_is_drawn(string text, string html) => Assert.Contains(html, SafeMarkdown.ToHtml(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](//evil.example/)")]
    [InlineData("[x](/\\evil.example/)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("a onmouseover=\"alert(1)\"\n{onclick=alert(1)}")]
    public void Nothing_in_it_runs_or_calls_home(string text)
    {
        var html = SafeMarkdown.ToHtml(text);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)href=\"[^\"]*script:", html);
        Assert.DoesNotMatch("(?i)(href|src)=\"(data:|//|/\\\\)", html);
        Assert.DoesNotMatch("(?i)<[^>]* on[a-z]+=", html);
    }

    [Theory]
    [InlineData(">", 20_000)]
    [InlineData("> ", 10_000)]
    [InlineData("- ", 10_000)]
    [InlineData("1. ", 6_000)]
    [InlineData("[", 20_000)]
    [InlineData("![", 10_000)]
    [InlineData("[a](", 5_000)]
    [InlineData("*a ", 6_600)]
    [InlineData("**a", 6_600)]
    [InlineData("_a*", 6_600)]
    [InlineData("`a", 10_000)]
    [InlineData("<a", 10_000)]
    [InlineData("&", 20_000)]
    [InlineData("|a", 10_000)]
    [InlineData("|a\n|-\n", 3_300)]
    [InlineData("a\n-\n", 5_000)]
    [InlineData("\\", 20_000)]
    public void A_text_that_is_made_to_hurt_is_shown_within_seconds(string part, int times)
    {
        var began = Stopwatch.GetTimestamp();

        var html = SafeMarkdown.ToHtml(string.Concat(Enumerable.Repeat(part, times)));

        Assert.NotEmpty(html);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5), $"It took {Stopwatch.GetElapsedTime(began)}.");
    }

    [Fact]
    public void What_is_nested_beyond_measure_is_shown_as_it_was_typed() =>
        Assert.Equal($"<pre>{string.Concat(Enumerable.Repeat("&gt;", 500))}&lt;b&gt;</pre>\n", SafeMarkdown.ToHtml(new string('>', 500) + "<b>"));
}
