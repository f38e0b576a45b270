using Portal.Evaluation;
using Portal.Evaluation.Figures;
using Portal.ModelRegistry;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Promotions;
using Portal.Shared;
using Portal.Statistics.Quality;
using Portal.Tests.Support;
using Metric = Portal.Policies.Metric;

namespace Portal.Tests.Promotions;

/// <summary>What is inside of a standing approval. What cannot be shown is outside.</summary>
public sealed class StandingRulesTests
{
    private static readonly StandingTerms Terms = new([], [new("temperature", 0, 0.3m)], "cases", 0.2, 8, 90, StepKind.Technical);

    [Theory]
    [InlineData("0.3", null)]
    [InlineData("0", null)]
    [InlineData("0.31", "temperature is 0.31, and may be from 0 to 0.3")]
    [InlineData("-1", "temperature is -1, and may be from 0 to 0.3")]
    [InlineData("warm", "temperature is warm, and may be from 0 to 0.3")]
    [InlineData("1e-1", null)]
    public void A_setting_moves_within_its_range(string value, string? outside) =>
        Assert.Equal(outside is null ? [] : [outside], StandingRules.Outside(Terms, Shown() with { Release = Version(value) }));

    [Fact]
    public void A_setting_that_came_is_outside_where_no_range_names_it() =>
        Assert.Equal(["top_p may not change"], StandingRules.Outside(Terms, Shown() with { Release = Version("0.1", new Setting("top_p", "0.9", SettingKind.Number)) }));

    [Fact]
    public void A_setting_that_went_is_outside() =>
        Assert.Equal(["temperature is gone, and may be from 0 to 0.3"], StandingRules.Outside(Terms, Shown() with { Release = Version(null) }));

    [Theory]
    [InlineData(null, "drift was not measured")]
    [InlineData(0.2, null)]
    [InlineData(0.21, "income is at PSI 0.21, and 0.2 is the most")]
    public void Drift_counts_as_last_measured(double? psi, string? outside) =>
        Assert.Equal(outside is null ? [] : [outside], StandingRules.Outside(Terms, Shown() with { Drift = Drift(psi) }));

    [Theory]
    [InlineData(1, 10, null)]
    [InlineData(0.9, 10, "1 of 10 must-pass cases failed")]
    [InlineData(1, 9, "9 must-pass cases were run, and 10 are needed")]
    public void Every_case_passes_and_none_is_left_out(double passed, int cases, string? outside) =>
        Assert.Equal(outside is null ? [] : [outside], StandingRules.Outside(Terms, Shown() with { Runs = [Run(passed, cases)] }));

    [Fact]
    public void Cases_that_nobody_ran_are_outside() =>
        Assert.Equal(["no run of the must-pass cases of cases"], StandingRules.Outside(Terms, Shown() with { Runs = [] }));

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    public void Its_uses_end(int used, int outside) =>
        Assert.Equal(outside, StandingRules.Outside(Terms, Shown() with { Used = used }).Count);

    /// <summary>Of every subset of what may be allowed and every change of one field: inside means that all that differs is allowed.</summary>
    [Fact]
    public void Nothing_changes_that_was_not_allowed()
    {
        var changed = new (string Field, ModelVersion Version)[]
        {
            ("Seed", Version("0.1", said: said => said with { Seed = 8 })), ("Environment", Version("0.1", said: said => said with { Environment = new("train:2", null, "") })),
            ("Training data", Version("0.1", said: said => said with { TrainingData = [new("Loans", Digest.Of("later"u8.ToArray()), null, null)] })),
            ("Code", Version("0.1", said: said => said with { CodeCommit = "b81e03c5524d" })), ("Features", Version("0.1", said: said => said with { Features = ["income"] })),
        };
        foreach (var allowed in Enumerable.Range(0, 1 << ChangeRules.Standing.Count).Select(set => ChangeRules.Standing.Where((_, at) => (set >> at & 1) == 1).ToList()))
            foreach (var (field, version) in changed)
                Assert.Equal(allowed.Contains(field) ? [] : [$"{field} may not change"], StandingRules.Outside(Terms with { MayChange = allowed }, Shown() with { Release = version }));
    }

    private static StandingEvidence Shown() => new(Version("0.1"), Version("0.1"), [Run(1, 10)], [Run(1, 10)], Drift(0.1), 0);

    private static RunEvidence Run(double passed, int cases) => new(RunId.New(House.Noon), "cases", 1, Digest.Of([]), null, default)
    {
        Figures = [new Figure(Metric.MustPass, Slice.Whole, new Estimate(passed, 0, 1, cases, "Wilson"))],
        MustPassOutputs = Digest.Of([]),
    };

    private static TrafficDrift Drift(double? psi) => new(
        VersionId.New(House.Noon), "v1", House.Noon, House.Noon.AddDays(7), 24,
        psi is null ? [] : [new DriftLine("income", [1], [new DriftPoint(House.Noon, 0.9, 10), new DriftPoint(House.Noon.AddDays(1), psi, 10)])], []);

    private static ModelVersion Version(string? temperature, Setting? other = null, Func<Provenance, Provenance>? said = null)
    {
        var provenance = new Provenance
        {
            CodeCommit = "4f2c1d97a0be",
            TrainingData = [new("Loans", Digest.Of([]), null, null)],
            Hyperparameters = [.. temperature is null ? Array.Empty<Setting>() : [new Setting("temperature", temperature, SettingKind.Number)], .. other is null ? Array.Empty<Setting>() : [other]],
        };
        var person = PersonId.From(Guid.CreateVersion7());
        return ModelVersion.Declare(SystemId.New(House.Noon), new Declaration("v1", new Artefact(ArtefactKind.Model, "m"), [], [person]) { Provenance = said?.Invoke(provenance) ?? provenance }, person, House.Noon);
    }
}
