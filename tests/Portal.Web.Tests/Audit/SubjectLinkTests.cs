using Portal.Web.Audit;

namespace Portal.Web.Tests.Audit;

public sealed class SubjectLinkTests
{
    [Theory]
    [InlineData("AIS-0001", "register/AIS-0001")]
    [InlineData("AIS-12345", "register/AIS-12345")]
    [InlineData("AIS-0001/v1", "register/AIS-0001/versions/v1")]
    [InlineData("AIS-0001/v 1#?", "register/AIS-0001/versions/v%201%23%3F")]
    [InlineData("PR-0001", "promotions/PR-0001")]
    [InlineData("SA-0001", "promotions/SA-0001")]
    [InlineData("register", null)]
    [InlineData("PR-0001/x", null)]
    [InlineData("AIS-0001/", null)]
    [InlineData("AIS-0001\n", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("0199a1b2-0000-7000-8000-000000000000", null)]
    public void A_subject_leads_to_its_page_when_it_has_one(string subject, string? href) =>
        Assert.Equal(href, SubjectLink.HrefOf(subject));

    [Theory]
    [InlineData(" ais-0001 ", "AIS-0001")]
    [InlineData("ais-0001/V1", "AIS-0001/V1")]
    [InlineData("pr-0001", "PR-0001")]
    [InlineData("register", "register")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void A_code_is_found_however_it_is_typed(string? typed, string? wanted) =>
        Assert.Equal(wanted, SubjectLink.Typed(typed));
}
