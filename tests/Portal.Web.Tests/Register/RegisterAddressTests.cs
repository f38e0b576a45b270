using Microsoft.AspNetCore.WebUtilities;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Register;

namespace Portal.Web.Tests.Register;

public sealed class RegisterAddressTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?due=overdue", 0)]
    [InlineData("?due=30", 30)]
    [InlineData("?due=90", 90)]
    public void A_review_is_due_within_days_from_now(string address, int days) => Assert.Equal(Noon.AddDays(days), Read(address).Filter.ReviewBy);

    [Fact]
    public void An_empty_address_asks_for_all_systems_by_their_codes()
    {
        var asked = Read("");

        Assert.Equal((SystemOrder.ByCode, null), (asked.Order, asked.Filter.Text));
        Assert.Empty(asked.Filter.Tiers);
        Assert.Empty(asked.Faults);
    }

    [Fact]
    public void A_key_may_have_several_values_in_any_case_of_letters()
    {
        var asked = Read("?tier=high&tier=CRITICAL&tier=High&stage=Production&lane=Experiment&kind=agentic&state=Draft&department=Payments&q=loan&sort=-tier&group=Owner");

        Assert.Equal([RiskTier.High, RiskTier.Critical], asked.Filter.Tiers);
        Assert.Equal([SystemStage.Production], asked.Filter.Stages);
        Assert.Equal((Lane.Experiment, SystemKind.Agentic, EntryState.Draft), (asked.Filter.Lanes.Single(), asked.Filter.Kinds.Single(), asked.Filter.States.Single()));
        Assert.Equal(("Payments", "loan"), (asked.Filter.Departments.Single(), asked.Filter.Text));
        Assert.Equal(new SystemOrder(SystemColumn.Tier, SortDirection.Descending, SystemGrouping.Owner), asked.Order);
        Assert.Empty(asked.Faults);
    }

    [Theory]
    [InlineData("?tier=Extreme", "tier")]
    [InlineData("?tier=4", "tier")]
    [InlineData("?tier=High,Critical", "tier")]
    [InlineData("?stage=Live", "stage")]
    [InlineData("?kind=Quantum", "kind")]
    [InlineData("?lane=Fast", "lane")]
    [InlineData("?state=Gone", "state")]
    [InlineData("?owner=nobody", "owner")]
    [InlineData("?due=soon", "due")]
    [InlineData("?legalClass=Odd", "legalClass")]
    [InlineData("?sort=colour", "sort")]
    [InlineData("?sort=--tier", null)]
    [InlineData("?group=colour", "group")]
    public void What_is_no_choice_is_named_and_filters_nothing(string address, string? field)
    {
        var asked = Read(address);

        Assert.Equal(field is null ? [] : [field], asked.Faults.Select(fault => fault.Field));
        Assert.Empty(asked.Filter.Tiers);
        Assert.Null(asked.Order.Group);
    }

    [Fact]
    public void A_search_that_is_too_long_to_be_one_is_named()
    {
        Assert.Equal(["q"], Read("?q=" + new string('x', 201)).Faults.Select(fault => fault.Field));
        Assert.Empty(Read("?q=" + new string('x', 200)).Faults);
    }

    private static RegisterAddress Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return RegisterAddress.Read(key => values.TryGetValue(key, out var found) ? [.. found.OfType<string>()] : [], RegisterAddress.ById, Noon);
    }
}
