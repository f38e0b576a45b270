using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class PagerTests : BunitContext
{
    [Fact]
    public void Pages_are_links_that_keep_the_filter()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("register?tier=High&page=2");

        var pager = Render<Pager>(parameters => parameters.Add(p => p.Page, 2).Add(p => p.Size, 25).Add(p => p.Total, 1245));

        Assert.Contains("26–50 of 1,245", pager.Markup);
        Assert.EndsWith("register?tier=High&page=50", pager.Find("a[aria-label='Page 50']").GetAttribute("href"));
        Assert.EndsWith("register?tier=High", pager.Find("a[rel=prev]").GetAttribute("href"));
    }

    [Fact]
    public void Another_size_begins_at_the_first_page()
    {
        var navigator = Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo("register?tier=High&page=2");
        var pager = Render<Pager>(parameters => parameters.Add(p => p.Page, 2).Add(p => p.Size, 25).Add(p => p.Total, 1245));

        pager.Find("select").Change("100");

        Assert.EndsWith("register?tier=High&size=100", navigator.Uri);
    }
}
