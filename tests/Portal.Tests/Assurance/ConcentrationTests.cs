using Portal.Assurance;
using Portal.Shared;

namespace Portal.Tests.Assurance;

public sealed class ConcentrationTests
{
    private static int _number;

    [Fact]
    public void The_share_is_of_live_systems_and_what_most_rest_on_comes_first()
    {
        var shares = Of(ConcentrationKind.Provider, Live("A"), Live("B"), Live("B"), Planned("A"), Planned("A"), Planned("C"));

        Assert.Equal([("B", 2, 2), ("A", 1, 3), ("C", 0, 1)], shares.Select(share => (share.Name, share.Live, share.All)));
        Assert.Equal(66.7, shares[0].Percent, 1);
        Assert.Equal(0, shares[2].Percent);
    }

    [Theory]
    [InlineData(Stage.Development, 0)]
    [InlineData(Stage.Staging, 0)]
    [InlineData(Stage.Pilot, 1)]
    [InlineData(Stage.Production, 1)]
    [InlineData(null, 0)]
    public void Live_is_what_people_meet(Stage? stage, int live) => Assert.Equal(live, Of(ConcentrationKind.Provider, Live("A") with { Stage = stage })[0].Live);

    [Fact]
    public void Names_that_differ_in_capitals_alone_are_one() => Assert.Equal(2, Assert.Single(Of(ConcentrationKind.Provider, Live("Northlight"), Live("NORTHLIGHT"))).Live);

    [Fact]
    public void What_names_none_comes_last_however_much_it_is_and_is_no_largest()
    {
        var concentration = Concentration.Of(ConcentrationKind.Provider, [Live(""), Live(""), Live("A")]);

        Assert.Equal(["A", ""], concentration.Shares.Select(share => share.Name));
        Assert.Equal("A", concentration.Largest?.Name);
    }

    [Fact]
    public void What_nothing_live_rests_on_is_no_largest() => Assert.Null(Concentration.Of(ConcentrationKind.Provider, [Planned("A")]).Largest);

    [Fact]
    public void A_system_with_several_sources_counts_for_each_of_them_once()
    {
        var shares = Of(ConcentrationKind.DataSource, Live("") with { DataSources = ["Payments", "payments", "Customers"] }, Live("") with { DataSources = ["Payments"] }, Live(""));

        Assert.Equal([("Payments", 2), ("Customers", 1), ("", 1)], shares.Select(share => (share.Name, share.Live)));
    }

    [Fact]
    public void A_base_model_is_shared_by_all_that_use_it()
    {
        var shares = Of(ConcentrationKind.BaseModel, Live("") with { BaseModels = ["large-1"] }, Live("") with { BaseModels = ["large-1", "small-2"] }, Live(""));

        Assert.Equal([("large-1", 2), ("small-2", 1), ("", 1)], shares.Select(share => (share.Name, share.Live)));
    }

    [Fact]
    public void The_systems_of_a_share_are_named_the_live_ones_first()
    {
        var (planned, live) = (Planned("A"), Live("A"));

        Assert.Equal([live.Code, planned.Code], Assert.Single(Of(ConcentrationKind.Provider, planned, live)).Systems.Select(system => system.Code));
    }

    [Fact]
    public void Without_systems_there_is_nothing() => Assert.Empty(Of(ConcentrationKind.Department));

    internal static EstateSystem Live(string provider, RiskTier tier = RiskTier.High) => Planned(provider) with { Stage = Stage.Production, Tier = tier };

    internal static EstateSystem Planned(string provider)
    {
        var number = Interlocked.Increment(ref _number);
        return new EstateSystem(new SystemId(Guid.CreateVersion7()), $"AIS-{number:0000}", $"System {number}", RiskTier.High, null, null) { Provider = provider };
    }

    private static IReadOnlyList<Share> Of(ConcentrationKind kind, params EstateSystem[] systems) => Concentration.Of(kind, systems).Shares;
}
