using System.Text;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

/// <summary>What a version says of how it came about: part of its content, and held against bounds.</summary>
public sealed class ProvenanceTests
{
    private static readonly PersonId Ann = new(Guid.Parse("01980000-0000-7000-8000-000000000001"));
    private static readonly Digest Rows = Digest.Of("rows"u8);

    [Fact]
    public void A_version_that_says_nothing_more_keeps_the_digest_that_it_had_before_there_was_more_to_say() =>
        Assert.Equal(
            "sha256:fea3c8c85401d04abfe65b061d35565a9e76e063e214a2c56a914d81cd318c2e",
            Sealed(Provenance.Unsaid).ContentDigest?.Text);

    [Fact]
    public void The_content_digest_is_over_all_that_was_said_in_canonical_form() =>
        Assert.Equal(
            Digest.Of(Encoding.UTF8.GetBytes("""
                {"artefact":{"kind":"Model","name":"scorecard"},"artifacts":[{"name":"a.bin","sha256":"sha256:4fef9cffec13baaa0b8bab5ae61005c5ee8bdb7880b255d60c27e8b7b45202ba","size":5}],"changeReason":"Retrained","codeCommit":"4f2c1d9","contributors":["01980000-0000-7000-8000-000000000001"],"deterministic":true,"environment":{"digest":"ROWS","image":"registry/train:3"},"features":["age","utilisation"],"hyperparameters":{"depth":"6","rate":"0.10","shuffle":"true"},"knowledgeBase":{"digest":"ROWS","name":"Handbook","retriever":{"k":"8"}},"parent":"v0","seed":"9007199254740993","tools":[{"name":"search","permissions":["read","write"]}],"trainingData":[{"digest":"ROWS","from":"2025-01-01","name":"Loans","to":"2025-12-31"}]}
                """.Replace("ROWS", Rows.Text))),
            Sealed(Full).ContentDigest);

    [Fact]
    public void The_order_in_which_things_are_named_does_not_matter() =>
        Assert.Equal(
            Sealed(Full).ContentDigest,
            Sealed(Full with { Features = ["utilisation", "age"], Tools = [new("search", ["write", "read"])], Hyperparameters = [.. Full.Hyperparameters.Reverse()] }).ContentDigest);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_is_said_differently_gives_another_digest(string what) =>
        Assert.NotEqual(Sealed(Full).ContentDigest, Sealed(Changed[what](Full)).ContentDigest);

    [Fact]
    public void What_was_said_is_read_back_whole()
    {
        var agent = Full with { Prompt = new(["name"], [new("temperature", "0.2", SettingKind.Number)]), Agent = new(Autonomy.ActsAfterApproval, new("AIS-0001", "v1"), null) };

        var json = Provenance.ToJson(Provenance.FromJson(Provenance.ToJson(agent)));

        Assert.Equal(Provenance.ToJson(agent), json);
        Assert.Contains("\"ActsAfterApproval\"", json);
    }

    [Fact]
    public void A_row_from_before_says_nothing() => Assert.Same(Provenance.Unsaid, Provenance.FromJson(""));

    [Fact]
    public void Every_fault_is_named_at_once_with_its_field()
    {
        var long_ = new string('x', 20_001);
        var faults = Declared(new Provenance
        {
            TrainingData = [new("", Rows, new(2026, 1, 1), new(2025, 1, 1))],
            Features = ["age", "age", "\u202e"],
            Hyperparameters = [new("", "6"), new("depth", new string('6', 501))],
            CodeCommit = "a\nb",
            Environment = new("", null, long_),
            Parent = "../v0",
            KnowledgeBase = new(" ", Rows, [new("k\u0000", "8")]),
            Tools = [new("", [""])],
            Agent = new(0, new("AIS-0001", ""), new("AIS-0001", "v/1")),
        }).Faults();

        Assert.Equal(
            [
                "agent", "trainingData[0].name", "trainingData[0].to", "features[2]", "features", "hyperparameters[0]", "hyperparameters.depth", "codeCommit", "environment.text", "parent",
                "changeReason", "knowledgeBase.name", "knowledgeBase.retriever[0]", "tools[0].name", "tools[0].permissions[0]", "agent.autonomy", "agent.model", "agent.prompt",
            ],
            faults.Select(fault => fault.Field));
    }

    [Fact]
    public void More_than_can_be_read_is_one_fault_of_the_whole_list()
    {
        var faults = Declared(new Provenance
        {
            TrainingData = [.. Enumerable.Range(0, 201).Select(at => new TrainingData("", Rows, null, null))],
            Features = [.. Enumerable.Range(0, 5_001).Select(_ => "")],
            Hyperparameters = [.. Enumerable.Range(0, 201).Select(at => new Setting($"p{at}", ""))],
        }).Faults();

        Assert.Equal(["trainingData", "features", "hyperparameters"], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(ArtefactKind.Prompt, "Greet {{name}}.", "")]
    [InlineData(ArtefactKind.Prompt, "", "prompt.text")]
    [InlineData(ArtefactKind.Prompt, "Ignore\u200b this.", "prompt.text")]
    [InlineData(ArtefactKind.Model, "Greet {{name}}.", "prompt")]
    [InlineData(ArtefactKind.Agent, "Greet {{name}}.", "prompt")]
    public void The_text_of_a_prompt_is_shown_as_it_is_and_belongs_to_a_prompt(ArtefactKind kind, string text, string field) =>
        Assert.Equal(field, string.Join(' ', Prompt(text, kind).Faults().Select(fault => fault.Field)));

    [Fact]
    public void The_text_of_a_prompt_is_bounded() =>
        Assert.Equal("prompt.text", Assert.Single(Prompt(new string('x', 200_001)).Faults()).Field);

    [Fact]
    public void The_text_of_a_prompt_is_an_artifact_that_has_come_so_that_it_is_sealed_at_once()
    {
        var version = ModelVersion.Declare(SystemId.New(House.Noon), Prompt("Greet {{name}}."), Ann, House.Noon);

        Assert.Equal(VersionState.Sealed, version.State);
        Assert.Equal(("prompt.txt", Digest.Of("Greet {{name}}."u8), House.Noon), (version.Artifacts.Single().Name, version.Artifacts.Single().Digest, version.Artifacts.Single().StoredAt));
        Assert.NotEqual(ModelVersion.Declare(SystemId.New(House.Noon), Prompt("Greet {{name}}!"), Ann, House.Noon).ContentDigest, version.ContentDigest);
    }

    [Fact]
    public void No_file_is_mistaken_for_the_text_of_the_prompt() =>
        Assert.Equal("artifacts", Assert.Single((Prompt("Greet.") with { Artifacts = [new("prompt.txt", 1, Rows)] }).Faults()).Field);

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static readonly Dictionary<string, Func<Provenance, Provenance>> Changed = new()
    {
        ["data"] = said => said with { TrainingData = [said.TrainingData[0] with { To = new(2026, 1, 1) }] },
        ["features"] = said => said with { Features = ["age"] },
        ["parameter"] = said => said with { Hyperparameters = [new("depth", "7")] },
        ["seed"] = said => said with { Seed = 1 },
        ["determinism"] = said => said with { Deterministic = null },
        ["code"] = said => said with { CodeCommit = "4f2c1da" },
        ["environment"] = said => said with { Environment = new("registry/train:4", Rows, "") },
        ["parent"] = said => said with { Parent = "v00" },
        ["reason"] = said => said with { ChangeReason = ReasonForChange.Patch },
        ["knowledge"] = said => said with { KnowledgeBase = new("Handbook", Rows, [new("k", "9")]) },
        ["tools"] = said => said with { Tools = [new("search", ["read"])] },
        ["agent"] = said => said with { Agent = new(Autonomy.ActsAlone, null, null) },
        ["prompt"] = said => said with { Prompt = new([], [new("model", "large")]) },
    };

    private static Provenance Full => new()
    {
        TrainingData = [new("Loans", Rows, new(2025, 1, 1), new(2025, 12, 31))],
        Features = ["age", "utilisation"],
        Hyperparameters = [new("depth", "6", SettingKind.Number), new("rate", "0.10", SettingKind.Number), new("shuffle", "true", SettingKind.Truth)],
        Seed = 9_007_199_254_740_993,
        Deterministic = true,
        CodeCommit = "4f2c1d9",
        Environment = new("registry/train:3", Rows, ""),
        Parent = "v0",
        ChangeReason = ReasonForChange.Retrained,
        KnowledgeBase = new("Handbook", Rows, [new("k", "8", SettingKind.Number)]),
        Tools = [new("search", ["read", "write"])],
    };

    private static Declaration Declared(Provenance provenance) =>
        new("v1", new(ArtefactKind.Model, "scorecard"), [new("a.bin", 5, Digest.Of("a.bin"u8))], [Ann]) { Provenance = provenance };

    private static Declaration Prompt(string text, ArtefactKind kind = ArtefactKind.Prompt) =>
        new("v1", new(kind, "greeting"), [], [Ann]) { PromptText = text, Provenance = new() { Prompt = new(["name"], []) } };

    private static ModelVersion Sealed(Provenance provenance)
    {
        var version = ModelVersion.Declare(SystemId.New(House.Noon), Declared(provenance), Ann, House.Noon);
        Assert.Null(version.Take("a.bin", new Stored(Digest.Of("a.bin"u8), 5), House.Noon));
        return version;
    }
}
