using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Accounts;

namespace Portal.Web.Tests.Accounts;

public sealed class AccessFileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+41 44 000 00 00", "'+41 44 000 00 00")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("Weber, Jonas", "\"Weber, Jonas\"")]
    [InlineData("the \"old\" team", "\"the \"\"old\"\" team\"")]
    [InlineData("Jonas Weber", "Jonas Weber")]
    public void A_cell_is_never_a_formula(string text, string cell) => Assert.Equal(cell, AccessFile.Cell(text));

    [Fact]
    public void A_line_says_who_has_what_since_when_and_by_whom()
    {
        var line = new AccessLine(new PersonId(Guid.CreateVersion7()), "=Ada", "ada@example.org", "Risk", PersonState.Active, Role.RiskManager, null, Noon, "First", "Second", Bootstrap: false, null);

        Assert.Equal(
            "person,email,department,state,role,by_group,since_utc,granted_by,confirmed_by,in_set_up,last_signed_in_utc\r\n'=Ada,ada@example.org,Risk,Active,Risk and compliance manager,,2026-11-02T12:00:00Z,First,Second,,\r\n",
            AccessFile.Of([line]));
    }
}
