using System.Text;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>What the code assistant is made of: a model that its vendor keeps, two wordings of a prompt, and an agent that rests on both.</summary>
internal static class DemoPrompts
{
    private const string Reviewer = "code-review";

    public static async Task Tell(DemoHouse house, string assistant, CancellationToken ct)
    {
        await house.Declare("owner", assistant, "large-2026-08", new(ArtefactKind.Model, "northlight-large"), HostedModel, ct);
        await house.Declare("owner", assistant, "review-1", new(ArtefactKind.Prompt, Reviewer), declared => declared with { PromptText = First, Provenance = Prompt("0.4") with { ChangeReason = ReasonForChange.New } }, ct);
    }

    /// <summary>Weeks later: reviewers had too many remarks, and one suggested call did not exist.</summary>
    public static async Task GoOn(DemoHouse house, string assistant, CancellationToken ct)
    {
        await house.Declare("owner", assistant, "review-2", new(ArtefactKind.Prompt, Reviewer), declared => declared with
        {
            PromptText = Second,
            Provenance = Prompt("0.1") with { Parent = "review-1", ChangeReason = ReasonForChange.Patch },
        }, ct);
        house.Clock.Wait(TimeSpan.FromHours(2));
        await house.Judge("owner", assistant, "review-2", "reviews of a week's changes", ct);
        await house.Check("product", assistant, "review-2", Metric.Factuality, disagreed: new HashSet<int> { 7 }, ct);
        house.Clock.Wait(TimeSpan.FromHours(1));
        await house.Declare("owner", assistant, "agent-1", new(ArtefactKind.Agent, "code-reviewer"), declared => declared with { Provenance = Agent(assistant) }, ct);
    }

    /// <summary>The vendor runs it and shows nobody the weights; its model card names their digest.</summary>
    private static Declaration HostedModel(Declaration declared) => declared with
    {
        Artifacts = [new("weights.safetensors", 141_733_920_768, Digest.Of("northlight-large 2026-08"u8)) { Source = "https://models.northlight.example/large/2026-08" }],
        Provenance = new() { ChangeReason = ReasonForChange.New },
    };

    private static Provenance Prompt(string temperature) => new()
    {
        Prompt = new(
            ["diff", "guidelines", "language"],
            [new("model", "northlight-large-2026-08"), new("provider", "Northlight Models"), new("temperature", temperature, SettingKind.Number), new("max_output_tokens", "1200", SettingKind.Number)]),
    };

    private static Provenance Agent(string assistant) => new()
    {
        ChangeReason = ReasonForChange.New,
        KnowledgeBase = new("Engineering handbook", Digest.Of(Encoding.UTF8.GetBytes("handbook r418")), [new("k", "8", SettingKind.Number), new("least_score", "0.35", SettingKind.Number), new("embedding", "northlight-embed-2")]) { IndexedOn = new DateOnly(2026, 8, 3) },
        Tools = [new("repository", ["read"]), new("review", ["comment", "read"]), new("tests", ["run"])],
        Agent = new(Autonomy.ActsAfterApproval, new(assistant, "large-2026-08"), new(assistant, "review-2")),
    };

    private const string First = """
        You review a change to the bank's code.
        The change is in {{language}}:

        {{diff}}

        Hold it against these guidelines:
        {{guidelines}}

        Write your remarks as a list. Be thorough.
        """;

    private const string Second = """
        You review a change to the bank's code. You advise: a person decides.
        The change is in {{language}}:

        {{diff}}

        Hold it against these guidelines, and quote the one that a remark rests on:
        {{guidelines}}

        Write at most ten remarks as a list, the gravest first.
        If you are not sure that a call exists, say so instead of suggesting it.
        Never repeat credentials or personal data that you see in the change.
        """;
}
