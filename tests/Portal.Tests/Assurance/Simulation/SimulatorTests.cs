using Portal.Assurance.Simulation;
using Portal.Policies;
using Portal.Policies.Yaml;
using Portal.Tests.Support;

namespace Portal.Tests.Assurance.Simulation;

/// <summary>The simulation against another computation of the same, written to be obvious and slow.</summary>
public sealed class SimulatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly Policy InForce = PolicyYaml.Read(SmallPolicy.WithFewChecks(Today), 1).Value;

    [Fact]
    public void Two_hundred_random_policies_over_random_estates_come_out_as_the_slow_way_says()
    {
        var (tiers, live, decisions) = (0, 0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var estate = RandomEstate.Of(random);
            var yaml = RandomPolicy.Of(random, SmallPolicy.WithFewChecks(Today));
            var after = PolicyYaml.Read(yaml, 2).Value;

            var simulation = Simulator.Run(InForce, after, estate, Today);

            Assert.Equal(SlowSimulation.Tiers(InForce, after, estate), simulation.Tiers.Select(shift => $"{shift.Code} {shift.Before} {shift.After}"));
            Assert.Equal(SlowSimulation.Live(InForce, after, estate, Today), simulation.Live.Select(shift => $"{shift.Code} {shift.Version} {shift.Passes} {shift.Blocking.Count}"));
            Assert.Equal(SlowSimulation.Decisions(InForce, after, estate), simulation.Decisions.Select(shift => $"{shift.Promotion} {shift.WouldBe.Split(':')[0]}"));
            (tiers, live, decisions) = (tiers + simulation.Tiers.Count, live + simulation.Live.Count, decisions + simulation.Decisions.Count);
        }

        // Otherwise nothing would have been compared.
        Assert.True(tiers > 100 && live > 100 && decisions > 100, $"{tiers} {live} {decisions}");
    }

    [Fact]
    public void The_same_policy_changes_nothing()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var estate = RandomEstate.Of(new Random(seed)) with { Decisions = [] };

            var simulation = Simulator.Run(InForce, InForce with { Number = 2 }, estate, Today);

            Assert.Equal((0, 0), (simulation.Tiers.Count, simulation.Live.Count));
        }
    }

    [Fact]
    public void What_was_kept_reads_back()
    {
        var simulation = Simulator.Run(InForce, PolicyYaml.Read(RandomPolicy.Of(new Random(7), SmallPolicy.WithFewChecks(Today)), 2).Value, RandomEstate.Of(new Random(7)), Today);

        Assert.Equal(simulation.ToJson(), PolicySimulation.FromJson(simulation.ToJson())?.ToJson());
        Assert.Null(PolicySimulation.FromJson(""));
    }
}
