using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Demo;

namespace Portal.Web.Tests.Demo;

public sealed class DemoPeopleTests
{
    public static TheoryData<RiskTier, Stage> EveryWay()
    {
        var ways = new TheoryData<RiskTier, Stage>();
        foreach (var tier in Enum.GetValues<RiskTier>())
            foreach (var target in new[] { Stage.Staging, Stage.Pilot, Stage.Production })
                ways.Add(tier, target);
        return ways;
    }

    [Theory, MemberData(nameof(EveryWay))]
    public void The_people_of_the_demo_can_complete_the_flow_of_every_tier(RiskTier tier, Stage target)
    {
        var flow = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2)).FlowTo(target, tier);

        Assert.Null(FlowStaffing.LackOf(flow, Bank(without: null)));
    }

    [Theory]
    [InlineData("validator")]
    [InlineData("tech")]
    [InlineData("risk")]
    public void Without_one_of_them_the_board_is_never_reached(string account)
    {
        var flow = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2)).FlowTo(Stage.Production, RiskTier.Critical);

        Assert.NotNull(FlowStaffing.LackOf(flow, Bank(without: account)));
    }

    private static Signers Bank(string? without)
    {
        var people = DemoPeople.All.Where(person => person.Account != without).ToDictionary(person => person.Account, person => (person.Roles, person.Seat, Id: new PersonId(Guid.CreateVersion7())));
        return new Signers(
            Enum.GetValues<Permission>().ToDictionary(permission => permission, permission => (IReadOnlyCollection<PersonId>)[.. people.Values.Where(person => Roles.PermissionsOf(person.Roles).Contains(permission)).Select(person => person.Id)]),
            [.. people.Values.Where(person => person.Seat is not null).Select(person => new SeatHolding(person.Seat ?? "", person.Id, people[DemoPeople.AlternateOf(person.Seat)].Id))]);
    }
}
