using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Web.Layout;

namespace Portal.Web.Tests.Layout;

public sealed class PageGuardTests
{
    [Fact]
    public void Every_page_names_who_may_enter()
    {
        var pages = typeof(App).Assembly.GetTypes().Where(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Length > 0).ToList();

        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => !PageGuard.NamesWhoMayEnter(page));
    }

    /// <summary>
    /// A part of a page that takes up the query while the page is drawn for another address ends the circuit: the framework walks over
    /// those who listen, and there is one more of them. The page hands on what the part needs.
    /// </summary>
    [Fact]
    public void Only_pages_read_their_address()
    {
        var readers = typeof(App).Assembly.GetTypes().Where(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null)).ToList();

        Assert.NotEmpty(readers);
        Assert.DoesNotContain(readers, reader => reader.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Length == 0);
    }

    [Fact]
    public void A_page_that_says_nothing_is_closed() => Assert.False(PageGuard.NamesWhoMayEnter(typeof(Silent)));

    [Fact]
    public void Being_signed_in_is_not_a_policy() => Assert.False(PageGuard.NamesWhoMayEnter(typeof(SignedInOnly)));

    private sealed class Silent;

    [Authorize]
    private sealed class SignedInOnly;
}
