using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

/// <summary>Two versions side by side: what was declared of each, by its name.</summary>
public sealed class VersionComparisonTests
{
    private static readonly Digest One = Digest.Of("one"u8);
    private static readonly Digest Two = Digest.Of("two"u8);

    [Fact]
    public void Two_that_were_declared_alike_do_not_differ() =>
        Assert.DoesNotContain(VersionComparison.Of(View(Whole), View(Whole)).SelectMany(part => part.Lines), line => line.Differs);

    [Fact]
    public void Every_difference_is_told_with_what_each_says()
    {
        var after = Whole with
        {
            TrainingData = [new("Loans", Two, new(2025, 1, 1), new(2025, 12, 31))],
            Features = ["age", "income"],
            Hyperparameters = [new("depth", "7", SettingKind.Number)],
            Tools = [new("search", ["read", "write"])],
            Parent = "v1",
            Seed = null,
            Agent = new(Autonomy.ActsAlone, new("AIS-0001", "m2"), null),
        };

        Assert.Equal(
            [
                "How it came about/Parent: '' -> 'v1'",
                "How it came about/Seed: '42' -> ''",
                $"Training data/Loans: '2024-01-01 – 2024-12-31 {One}' -> '2025-01-01 – 2025-12-31 {Two}'",
                "Features/region: 'used' -> ''",
                "Features/income: '' -> 'used'",
                "Parameters/depth: '6' -> '7'",
                "Tools/search: 'read' -> 'read, write'",
                "Agent/Autonomy: 'Advises' -> 'ActsAlone'",
                "Agent/Base model: 'AIS-0001 m1' -> 'AIS-0001 m2'",
            ],
            Differences(View(Whole), View(after)));
    }

    [Fact]
    public void A_byte_that_differs_is_told_by_the_whole_digest_and_where_it_is_by_its_address() =>
        Assert.Equal(
            [$"Artifacts/model.bin: '5 bytes {One}' -> '5 bytes at s3://models/model.bin {Two}'"],
            Differences(
                View(Whole, new ArtifactLine("model.bin", 5, One, House.Noon, "", null)),
                View(Whole, new ArtifactLine("model.bin", 5, Two, null, "s3://models/model.bin", null))));

    [Fact]
    public void A_parameter_may_be_called_as_anything_else_is()
    {
        var said = new Provenance { Hyperparameters = [new("Seed", "1"), new("Parent", "2")], Seed = 3, Prompt = new(["Seed"], [new("Seed", "4")]), KnowledgeBase = new("Seed", One, [new("Seed", "5")]) };

        Assert.Empty(Differences(View(said), View(said)));
    }

    [Fact]
    public void Variables_are_found_as_they_are_written()
    {
        const string text = "Hello {{name}}, {{ name }}, ${name} and {name}; not {{names}} nor $name, but {{user.id}}.";

        var parts = PromptTexts.Parts(text, ["name", "user.id"]);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.Equal(["{{name}}", "{{ name }}", "${name}", "{name}", "{{user.id}}"], parts.Where(part => part.IsVariable).Select(part => part.Text));
    }

    [Fact]
    public void A_text_without_variables_is_one_stretch() =>
        Assert.Equal([new PromptPart("Hello {{name}}", false)], PromptTexts.Parts("Hello {{name}}", []));

    private static Provenance Whole => new()
    {
        TrainingData = [new("Loans", One, new(2024, 1, 1), new(2024, 12, 31))],
        Features = ["age", "region"],
        Hyperparameters = [new("depth", "6", SettingKind.Number)],
        Seed = 42,
        Tools = [new("search", ["read"])],
        Agent = new(Autonomy.Advises, new("AIS-0001", "m1"), null),
    };

    private static IEnumerable<string> Differences(VersionView before, VersionView after) =>
        from part in VersionComparison.Of(before, after)
        from line in part.Lines
        where line.Differs
        select $"{part.Title}/{line.Name}: '{line.Before.ReplaceLineEndings(" ")}' -> '{line.After.ReplaceLineEndings(" ")}'";

    private static VersionView View(Provenance said, params ArtifactLine[] artifacts)
    {
        var ann = new PersonLine(new PersonId(Guid.Parse("01980000-0000-7000-8000-000000000001")), "Ann", "ann@example.org", "");
        var line = new VersionLine(VersionId.New(House.Noon), "v", ArtefactKind.Agent, "triage", VersionState.Sealed, Stage.Development, One, 0, 0, 0, House.Noon, House.Noon);
        return new VersionView(line, SystemId.New(House.Noon), "AIS-0001", "Triage", null, artifacts, [ann], ann, said, null);
    }
}
