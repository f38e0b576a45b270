using Portal.Accounts;
using Portal.Shared;

namespace Portal.Tests.Inspection;

/// <summary>An auditor reads and exports, and changes nothing but own sample notes and requests.</summary>
public sealed class AuditorsRightsTests
{
    private static readonly Permission[] Theirs = [Permission.Read, Permission.ReadAudit, Permission.ReadAccess, Permission.MakePacks, Permission.MakeAnyPack, Permission.Inspect];

    [Fact]
    public void An_auditor_reads_takes_packs_out_and_inspects_and_may_nothing_else() =>
        Assert.Equal(Theirs.Order(), Roles.PermissionsOf([Role.Auditor]).Order());

    [Fact]
    public void What_an_auditor_may_beyond_reading_no_token_carries() =>
        Assert.Equal([Permission.Inspect], Roles.PermissionsOf([Role.Auditor]).Where(permission => !permission.OnlyReads()).Where(permission => !TokenScopes.IsScope(permission)));
}
