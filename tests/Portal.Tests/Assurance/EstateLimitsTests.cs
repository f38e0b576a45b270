using Portal.Assurance;
using Portal.Policies;
using Portal.Shared;
using static Portal.Tests.Assurance.ConcentrationTests;

namespace Portal.Tests.Assurance;

public sealed class EstateLimitsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, LimitVerdict.Within)]
    [InlineData(1, 0, LimitVerdict.Exceeded)]
    [InlineData(2, 3, LimitVerdict.Within)]
    [InlineData(3, 3, LimitVerdict.AtTheLimit)]
    [InlineData(4, 3, LimitVerdict.Exceeded)]
    [InlineData(50, 50, LimitVerdict.AtTheLimit)]
    [InlineData(50.1, 50, LimitVerdict.Exceeded)]
    [InlineData(49.9, 50, LimitVerdict.Within)]
    public void What_has_no_room_left_is_at_the_limit_and_more_exceeds_it(double value, double atMost, LimitVerdict verdict) => Assert.Equal(verdict, EstateLimits.Judge(value, atMost));

    [Fact]
    public void The_largest_provider_is_named_with_its_live_systems()
    {
        var state = Of(EstateMeasure.LargestProviderShare, 50, Live("A"), Live("A"), Live("B"), Live(""), Planned("A"));

        Assert.Equal((50.0, "A", "50 %", LimitVerdict.AtTheLimit, 2), (state.Value, state.What, state.Figure, state.Verdict, state.Systems.Count));
    }

    [Fact]
    public void Without_live_systems_a_share_is_nothing() => Assert.Equal((0.0, LimitVerdict.Within, ""), ValueOf(Of(EstateMeasure.LargestBaseModelShare, 40, Planned("A"))));

    [Fact]
    public void The_largest_base_model_counts_every_system_that_uses_it() =>
        Assert.Equal((100.0, LimitVerdict.Exceeded, "large-1"), ValueOf(Of(EstateMeasure.LargestBaseModelShare, 40, Live("") with { BaseModels = ["large-1"] }, Live("") with { BaseModels = ["large-1"] })));

    [Fact]
    public void The_largest_data_source_counts_every_system_that_reads_it() =>
        Assert.Equal((50.0, LimitVerdict.Exceeded, "Customers"), ValueOf(Of(EstateMeasure.LargestDataSourceShare, 40, Live("") with { DataSources = ["Payments"] }, Live("") with { DataSources = ["Customers"] })));

    [Fact]
    public void Critical_systems_count_while_they_are_live() =>
        Assert.Equal((1.0, LimitVerdict.Within, ""), ValueOf(Of(EstateMeasure.LiveCriticalSystems, 3, Live("", RiskTier.Critical), Live(""), Planned("") with { Tier = RiskTier.Critical })));

    [Fact]
    public void A_review_counts_once_it_is_overdue() =>
        Assert.Equal(1, Of(EstateMeasure.OverdueReviews, 0, Live("") with { ReviewDue = Noon.AddSeconds(-1) }, Live("") with { ReviewDue = Noon }, Live(""), Planned("") with { ReviewDue = Noon.AddDays(-1) }).Value);

    [Fact]
    public void Maturity_counts_below_its_target()
    {
        var (below, reached) = (new Maturity(1, 2, "", null), new Maturity(2, 2, "", null));

        Assert.Equal((1.0, LimitVerdict.AtTheLimit, ""), ValueOf(Of(EstateMeasure.BelowMaturityTarget, 1, Live("") with { Maturity = below }, Live("") with { Maturity = reached }, Live(""))));
    }

    [Theory]
    [InlineData(EstateMeasure.OpenSevereFindings, 4)]
    [InlineData(EstateMeasure.ExceptionsInForce, 7)]
    public void Findings_and_exceptions_count_over_all_systems(EstateMeasure measure, double expected) => Assert.Equal(expected, Of(measure, 3, Live("")).Value);

    [Theory]
    [InlineData(EstateMeasure.LargestProviderShare, "33.3 %", "50 %")]
    [InlineData(EstateMeasure.LiveCriticalSystems, "0", "50")]
    public void Shares_read_in_percent_and_counts_as_they_are(EstateMeasure measure, string figure, string atMost)
    {
        var state = Of(measure, 50, Live("A"), Live("B"), Live("C"));

        Assert.Equal((figure, atMost), (state.Figure, state.AtMost));
    }

    [Fact]
    public void Every_measure_can_be_taken() => Assert.All(Enum.GetValues<EstateMeasure>(), measure => Assert.Equal(measure, Of(measure, 1, Live("A")).Limit.Measure));

    private static (double, LimitVerdict, string) ValueOf(LimitState state) => (state.Value, state.Verdict, state.What);

    private static LimitState Of(EstateMeasure measure, double atMost, params EstateSystem[] systems) =>
        Assert.Single(EstateLimits.Of([new EstateLimit("limit", "Limit", measure, atMost, "Risk", "Why")], new EstateFacts(systems, 4, 7, Noon)));
}
