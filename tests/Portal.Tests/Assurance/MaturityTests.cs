using Portal.Assurance;
using Portal.Shared;

namespace Portal.Tests.Assurance;

public sealed class MaturityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly MaturityFacts Continuous = new("v3.2")
    {
        Declared = Through.Token,
        Evaluated = Through.Token,
        Applied = Through.Token,
        IsLive = true,
        HasBaseline = true,
        LastRowAt = Noon.AddMinutes(-1),
    };

    [Fact]
    public void Without_a_sealed_version_it_is_manual() => Says(new MaturityFacts(Version: null), 0, "No version is sealed yet.", "declare a version from a pipeline, with a token");

    [Theory]
    [InlineData(null)]
    [InlineData(Through.Session)]
    [InlineData(Through.System)]
    public void A_version_that_was_declared_by_hand_makes_it_manual_whatever_else_runs(Through? declared) =>
        Says(Continuous with { Declared = declared }, 0, "v3.2 was not declared from a pipeline.", "declare versions from the pipeline, with a token");

    [Theory]
    [InlineData(null, null, "send evaluations and apply promotions from the pipeline")]
    [InlineData(Through.Session, Through.Session, "send evaluations and apply promotions from the pipeline")]
    [InlineData(Through.Token, Through.Session, "apply promotions from the pipeline")]
    [InlineData(Through.Token, null, "apply promotions from the pipeline")]
    [InlineData(Through.Session, Through.Token, "send evaluations from the pipeline")]
    [InlineData(null, Through.Token, "send evaluations from the pipeline")]
    public void Versions_from_a_pipeline_make_level_1_and_the_rest_is_named(Through? evaluated, Through? applied, string next) =>
        Says(Continuous with { Evaluated = evaluated, Applied = applied }, 1, "Versions come from a pipeline.", next);

    [Fact]
    public void Level_3_takes_a_version_that_is_live() => Says(Continuous with { IsLive = false }, 2, "Versions, evaluations and promotions come from a pipeline.", "bring v3.2 to people");

    [Fact]
    public void Level_3_takes_a_frozen_baseline() =>
        Says(Continuous with { HasBaseline = false }, 2, "Versions, evaluations and promotions come from a pipeline.", "evaluate with feature values, so that a baseline is frozen");

    [Theory]
    [InlineData(0, 3)]
    [InlineData(86_400, 3)]
    [InlineData(86_401, 2)]
    public void Level_3_takes_telemetry_of_the_last_day(int secondsAgo, int level) => Assert.Equal(level, Maturity.Of(Continuous with { LastRowAt = Noon.AddSeconds(-secondsAgo) }, 2, Noon).Level);

    [Fact]
    public void Without_any_telemetry_it_is_level_2() =>
        Says(Continuous with { LastRowAt = null }, 2, "Versions, evaluations and promotions come from a pipeline.", "send telemetry of v3.2: none came within the last day");

    [Fact]
    public void Nothing_follows_level_3() => Says(Continuous, 3, "All of it comes from a pipeline, and v3.2 is watched against its baseline.", next: null);

    [Theory]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(0, true)]
    public void The_target_is_reached_by_the_level_or_more(int target, bool reached) => Assert.Equal(reached, Maturity.Of(Continuous with { Applied = null }, target, Noon).ReachesTarget);

    [Theory]
    [InlineData(0, "manual")]
    [InlineData(1, "pipeline")]
    [InlineData(2, "CI/CD")]
    [InlineData(3, "continuous")]
    public void Each_level_has_its_word(int level, string word) => Assert.Equal(word, Maturity.WordOf(level));

    private static void Says(MaturityFacts facts, int level, string reason, string? next) => Assert.Equal(new Maturity(level, 2, reason, next), Maturity.Of(facts, 2, Noon));
}
