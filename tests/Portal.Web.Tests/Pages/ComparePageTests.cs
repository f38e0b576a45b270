using Bunit;
using Portal.Web.Monitoring.Samples;

namespace Portal.Web.Tests.Pages;

public sealed class ComparePageTests : BunitContext
{
    [Fact]
    public void Two_pasted_lists_are_compared_as_soon_as_both_are_there()
    {
        var page = Render<ComparePage>();
        page.FindAll("textarea")[0].Change(string.Join('\n', Enumerable.Range(0, 200)));
        Assert.Contains("Two samples are needed", page.Markup);

        page.FindAll("textarea")[1].Change(string.Join('\n', Enumerable.Range(100, 200)));

        var figures = page.FindAll("tbody th").Select(figure => figure.TextContent).ToList();
        Assert.Equal(["PSI", "Jensen-Shannon distance"], figures[..2]);
        Assert.Contains("Kolmogorov-Smirnov", figures);
    }

    [Fact]
    public void What_is_no_number_is_named_on_its_side_and_what_was_compared_goes()
    {
        var page = Render<ComparePage>();
        page.FindAll("textarea")[0].Change("1\n2\n3");
        page.FindAll("textarea")[1].Change("1\n2\nabc");

        page.Find("select").Change("0");

        Assert.Empty(page.FindAll("tbody"));
        Assert.Contains("Row 4: “abc” is no number", page.FindAll(".card")[1].TextContent);
        Assert.DoesNotContain("is no number", page.FindAll(".card")[0].TextContent);
    }
}
