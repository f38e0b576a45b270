using Portal.Accounts;
using Portal.Shared;

namespace Portal.Tests.Accounts;

public sealed class DelegationRulesTests
{
    private static readonly DateTimeOffset Noon = Support.House.Noon;
    private static readonly PersonId Ada = new(Guid.CreateVersion7());
    private static readonly PersonId Ben = new(Guid.CreateVersion7());
    private static readonly PersonId Cleo = new(Guid.CreateVersion7());
    private static readonly SystemId One = SystemId.New(Noon);
    private static readonly SystemId Other = SystemId.New(Noon);

    [Fact]
    public void A_week_for_everything_is_fine() => Assert.Null(Fault(To(Ada, Ben)));

    [Fact]
    public void Nobody_delegates_to_themselves() => Assert.Equal("to", Field(Fault(To(Ada, Ada))));

    [Fact]
    public void A_window_ends_after_it_begins_not_in_the_past_and_within_three_months()
    {
        Assert.Equal("ends", Field(Fault(new(Ada, Ben, null, Noon, Noon))));
        Assert.Equal("ends", Field(Fault(new(Ada, Ben, null, Noon.AddDays(-9), Noon.AddDays(-2)))));
        Assert.Equal("ends", Field(Fault(new(Ada, Ben, null, Noon, Noon.AddDays(93)))));
        Assert.Null(Fault(new(Ada, Ben, null, Noon, Noon.AddDays(92))));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.PolicyManager)]
    public void Who_rules_decides_in_nobodys_place(Role role) => Assert.Equal("to", Field(DelegationRules.Fault(To(Ada, Ben), [], new HashSet<Role> { role }, Noon)));

    [Fact]
    public void There_is_no_circle() => Assert.Equal("to", Field(Fault(To(Ada, Ben), To(Ben, Ada))));

    [Fact]
    public void A_delegation_goes_one_step_far() => Assert.Equal("to", Field(Fault(To(Ada, Ben), To(Ben, Cleo))));

    [Fact]
    public void One_person_decides_in_the_place_of_another_at_a_time() => Assert.IsType<NotAllowed>(Fault(To(Ada, Ben), To(Ada, Cleo)));

    [Fact]
    public void On_different_systems_two_may()
    {
        Assert.Null(Fault(To(Ada, Ben, One), To(Ada, Cleo, Other)));
        Assert.IsType<NotAllowed>(Fault(To(Ada, Ben, One), To(Ada, Cleo)));
    }

    [Fact]
    public void One_after_the_other_is_fine() =>
        Assert.Null(Fault(new(Ada, Ben, null, Noon.AddDays(7), Noon.AddDays(9)), To(Ada, Cleo)));

    private static Delegated To(PersonId from, PersonId to, SystemId? system = null) => new(from, to, system, Noon, Noon.AddDays(7));

    private static Refusal? Fault(Delegated wanted, params Delegated[] others) => DelegationRules.Fault(wanted, others, new HashSet<Role>(), Noon);

    private static string? Field(Refusal? refusal) => (refusal as Invalid)?.Faults[0].Field;
}
