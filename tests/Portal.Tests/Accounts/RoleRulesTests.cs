using Portal.Accounts;

namespace Portal.Tests.Accounts;

public sealed class RoleRulesTests
{
    [Fact]
    public void Roles_that_sign_and_the_administrators_take_two() =>
        Assert.Equal(
            [
                Role.TechnicalReviewer, Role.ProductReviewer, Role.IndependentValidator, Role.RiskManager,
                Role.BoardMember, Role.BoardChair, Role.AccountableExecutive, Role.Administrator,
            ],
            Enum.GetValues<Role>().Where(RoleRules.TakesTwo));

    [Fact]
    public void Nobody_holds_a_role_that_rules_and_one_that_decides()
    {
        var apart = from one in Enum.GetValues<Role>()
                    from other in Enum.GetValues<Role>()
                    where RoleRules.Conflict(one, [other]) is not null
                    select (one, other);

        Role[] ruling = [Role.PolicyManager, Role.Administrator];
        var deciding = Enum.GetValues<Role>().Where(RoleRules.Decides).ToList();
        var expected = ruling.SelectMany(rules => deciding.SelectMany(decides => new[] { (rules, decides), (decides, rules) }));
        Assert.Equal(expected.Order(), apart.Order());
    }

    [Fact]
    public void A_conflict_names_both_roles()
    {
        var conflict = RoleRules.Conflict(Role.BoardMember, [Role.Developer, Role.PolicyManager]);

        Assert.StartsWith("Board member and policy manager do not go together", conflict);
    }
}
