using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Promotions;

/// <summary>What leads to which class, and who decides on it.</summary>
public sealed class ChangeRulesTests
{
    private static readonly PersonId Person = PersonId.From(Guid.CreateVersion7());
    private static readonly SystemId Bank = SystemId.New(House.Noon);

    private static readonly Provenance Said = new()
    {
        TrainingData = [new("Loans", DigestOf("loans"), new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31))],
        Features = ["income", "debt"],
        Hyperparameters = [new("cut_off", "0.5", SettingKind.Number)],
        Seed = 7,
        CodeCommit = "4f2c1d97a0be",
        Environment = new("train:1", null, "numpy 2.1.3"),
        KnowledgeBase = new("Handbook", DigestOf("handbook"), [new("top", "5", SettingKind.Number)]),
        Tools = [new("Lookup", ["read"])],
        Prompt = new(["customer"], [new("temperature", "0", SettingKind.Number)]),
        Agent = new(Autonomy.Advises, new("AIS-0009", "m1"), new("AIS-0009", "p1")),
    };

    public static TheoryData<string, ChangeClass> Fields => new()
    {
        { "Artefact", ChangeClass.Major }, { "Kinds of training data", ChangeClass.Major }, { "Features", ChangeClass.Major }, { "Parameters", ChangeClass.Major },
        { "Code", ChangeClass.Major }, { "Tools", ChangeClass.Major }, { "Autonomy", ChangeClass.Major }, { "Base model", ChangeClass.Major },
        { "Prompt settings", ChangeClass.Major }, { "Prompt variables", ChangeClass.Major },
        { "Training data", ChangeClass.Standard }, { "Seed", ChangeClass.Standard }, { "Prompt text", ChangeClass.Standard }, { "Base prompt", ChangeClass.Standard },
        { "Knowledge base", ChangeClass.Standard }, { "Artifacts", ChangeClass.Standard },
        { "Environment", ChangeClass.Minor },
    };

    [Theory, MemberData(nameof(Fields))]
    public void Each_difference_has_its_class(string field, ChangeClass expected)
    {
        var change = ChangeRules.Of(Version(Said), Changed(field), [], OutputsCompared.Same);

        Assert.Equal(expected, change.Derived);
        Assert.Contains(new ChangedField(field, expected), change.Fields);
        Assert.All(change.Fields, changed => Assert.True(changed.Class <= expected));
    }

    [Fact]
    public void Of_all_pairs_of_differences_the_higher_class_decides()
    {
        foreach (var (one, other) in Fields.SelectMany(one => Fields.Select(other => (one, other))))
        {
            var change = ChangeRules.Of(Changed((string)one[0]), Changed((string)other[0]), [], OutputsCompared.Same);

            Assert.Equal(one[0].Equals(other[0]) ? ChangeClass.Minor : (ChangeClass)Math.Max((int)(ChangeClass)one[1], (int)(ChangeClass)other[1]), change.Derived);
        }
    }

    [Theory]
    [InlineData(OutputsCompared.Same, ChangeClass.Minor)]
    [InlineData(OutputsCompared.Different, ChangeClass.Standard)]
    [InlineData(OutputsCompared.NotCompared, ChangeClass.Standard)]
    public void It_is_minor_only_when_all_that_must_pass_is_answered_as_before(OutputsCompared outputs, ChangeClass expected) =>
        Assert.Equal(expected, ChangeRules.Of(Version(Said), Changed("Environment"), [], outputs).Derived);

    [Fact]
    public void Another_purpose_in_the_register_is_a_major_change_of_the_same_bytes()
    {
        var change = ChangeRules.Of(Version(Said), Version(Said), ["Purpose"], OutputsCompared.Same);

        Assert.Equal((ChangeClass.Major, "Purpose in the register"), (change.Derived, Assert.Single(change.Because)));
    }

    [Fact]
    public void New_bytes_of_a_model_that_names_no_code_are_major()
    {
        var (before, now) = (Version(Said with { CodeCommit = "" }), Version(Said with { CodeCommit = "" }, bytes: "other"));

        Assert.Equal((ChangeClass.Major, "Code, which is not named"), (ChangeRules.Of(before, now, [], OutputsCompared.Same) is var change ? change.Derived : default, Assert.Single(change.Because)));
    }

    [Fact]
    public void The_order_of_what_has_none_changes_nothing() =>
        Assert.Equal(ChangeClass.Minor, ChangeRules.Of(Version(Said), Version(Said with { Features = ["debt", "income"] }), [], OutputsCompared.Same) is { Fields.Count: 0 } change ? change.Derived : default);

    [Fact]
    public void A_request_raises_its_class_and_never_lowers_it()
    {
        foreach (var derived in Enum.GetValues<ChangeClass>())
            foreach (var raised in Enum.GetValues<ChangeClass>().Select(one => (ChangeClass?)one).Append(null))
            {
                var change = new Change(derived, null, []) { Raised = raised };

                Assert.True(change.Class >= derived && (raised is null || change.Class >= raised));
                Assert.True(change.Class == derived || change.Class == raised);
            }
    }

    [Fact]
    public void What_was_raised_stays_raised_however_often_it_is_derived_again()
    {
        var random = new Random(2026);
        for (var history = 0; history < 500; history++)
        {
            var promotion = Promotion.Request("PR-0001", Version(Said), Stage.Production, ReasonForChange.Patch, "Better.", Person, SmallPolicy.Rules, House.Noon);
            var raised = (ChangeClass)random.Next(1, 4);
            promotion.Classify(new Change(Any(), null, []) { Raised = raised });
            for (var round = 0; round < 5; round++)
            {
                var derived = Any();
                promotion.Classify(new Change(derived, null, []));

                Assert.Equal((ChangeClass)Math.Max((int)derived, (int)raised), promotion.Change?.Class);
            }
        }

        ChangeClass Any() => (ChangeClass)random.Next(1, 4);
    }

    [Fact]
    public void The_shipped_policy_leaves_minor_changes_to_technical_and_from_high_on_to_risk_too()
    {
        var policy = ShippedPolicy.AdoptedOn(new DateOnly(2026, 11, 2));

        foreach (var target in new[] { Stage.Pilot, Stage.Production })
        {
            Assert.Equal(["technical", "technical", "technical-risk", "technical-risk"], Enum.GetValues<RiskTier>().Order().Select(tier => policy.FlowTo(target, tier, ChangeClass.Minor).Key));
            foreach (var (tier, change) in Enum.GetValues<RiskTier>().SelectMany(tier => new[] { ChangeClass.Standard, ChangeClass.Major }.Select(change => (tier, change))))
                Assert.Equal(policy.FlowTo(target, tier), policy.FlowTo(target, tier, change));
        }

        Assert.All(Enum.GetValues<RiskTier>(), tier => Assert.Equal(policy.FlowTo(Stage.Staging, tier), policy.FlowTo(Stage.Staging, tier, ChangeClass.Minor)));
    }

    private static ModelVersion Changed(string field) => field switch
    {
        "Artefact" => Version(Said, name: "another"),
        "Prompt text" => Version(Said, prompt: "Say less."),
        "Artifacts" => Version(Said, bytes: "other"),
        _ => Version(field switch
        {
            "Kinds of training data" => Said with { TrainingData = [.. Said.TrainingData, new("Refusals", DigestOf("refusals"), null, null)] },
            "Features" => Said with { Features = ["income"] },
            "Parameters" => Said with { Hyperparameters = [new("cut_off", "0.6", SettingKind.Number)] },
            "Code" => Said with { CodeCommit = "b81e03c5524d" },
            "Tools" => Said with { Tools = [new("Lookup", ["read", "write"])] },
            "Autonomy" => Said with { Agent = new(Autonomy.ActsAlone, Said.Agent?.Model, Said.Agent?.Prompt) },
            "Base model" => Said with { Agent = new(Autonomy.Advises, new("AIS-0009", "m2"), Said.Agent?.Prompt) },
            "Base prompt" => Said with { Agent = new(Autonomy.Advises, Said.Agent?.Model, new("AIS-0009", "p2")) },
            "Prompt settings" => Said with { Prompt = new(["customer"], [new("temperature", "1", SettingKind.Number)]) },
            "Prompt variables" => Said with { Prompt = new(["customer", "branch"], Said.Prompt?.Settings ?? []) },
            "Training data" => Said with { TrainingData = [new("Loans", DigestOf("later loans"), new DateOnly(2025, 4, 1), new DateOnly(2026, 3, 31))] },
            "Seed" => Said with { Seed = 8 },
            "Knowledge base" => Said with { KnowledgeBase = new("Handbook", DigestOf("later handbook"), [new("top", "5", SettingKind.Number)]) },
            "Environment" => Said with { Environment = new("train:2", null, "numpy 2.2.0") },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
        }),
    };

    private static ModelVersion Version(Provenance provenance, string name = "scorecard", string bytes = "weights", string prompt = "Say it.") => ModelVersion.Declare(
        Bank,
        new Declaration("v1", new Artefact(ArtefactKind.Model, name), [new("model.bin", 7, DigestOf(bytes)), new(Declaration.PromptFile, 7, DigestOf(prompt))], [Person]) { Provenance = provenance },
        Person, House.Noon);

    private static Digest DigestOf(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));
}
