using System.Text.RegularExpressions;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>Everything that is wrong with a declared provenance, at once, each fault with its field.</summary>
internal static partial class ProvenanceFaults
{
    public const int MostItems = 200;
    public const int MostFeatures = 5_000;
    public const int LongestText = 20_000;
    public const int LongestLine = 500;

    public static IEnumerable<Fault> Of(Provenance said) =>
    [
        .. Listed("trainingData", said.TrainingData, MostItems, data => (data.Name, data.Digest, data.From, data.To), OfData),
        .. Names("features", said.Features, MostFeatures),
        .. Settings("hyperparameters", said.Hyperparameters),
        .. Problem("codeCommit", said.CodeCommit.Length == 0 ? null : PlainText.LineProblem(said.CodeCommit, LongestLine)),
        .. OfEnvironment(said.Environment),
        .. Problem("parent", said.Parent.Length == 0 ? null : PlainText.NameProblem(said.Parent, Declaration.LongestLabel)),
        .. Problem("changeReason", said.ChangeReason is { } reason && !Enum.IsDefined(reason) ? "It is no reason for a change." : null),
        .. Problem("changeReason", said.Parent.Length > 0 && said.ChangeReason is null ? "Say why there is a version in the place of its parent: New, Retrained, Patch, Fairness, Cost, Data or Rollback." : null),
        .. OfKnowledge(said.KnowledgeBase),
        .. Listed("tools", said.Tools, MostItems, tool => tool.Name, OfTool),
        .. said.Prompt is { } prompt ? OfPrompt(prompt) : [],
        .. said.Agent is { } agent ? OfAgent(agent) : [],
    ];

    private static IEnumerable<Fault> OfData(string field, TrainingData data) =>
    [
        .. Problem($"{field}.name", PlainText.LineProblem(data.Name, Declaration.LongestName)),
        .. Problem($"{field}.to", data.From > data.To ? "It ends before it begins." : null),
    ];

    private static IEnumerable<Fault> OfEnvironment(RunEnvironment? environment) => environment is null ? [] :
    [
        .. Problem("environment", environment is { Image.Length: 0, Digest: null, Text.Length: 0 } ? "Say its image, its digest or what is installed." : null),
        .. Problem("environment.image", environment.Image.Length == 0 ? null : PlainText.LineProblem(environment.Image, LongestLine)),
        .. Problem("environment.text", PlainText.RemarkProblem(environment.Text, LongestText)),
    ];

    private static IEnumerable<Fault> OfKnowledge(KnowledgeBase? knowledge) => knowledge is null ? [] :
    [
        .. Problem("knowledgeBase.name", PlainText.LineProblem(knowledge.Name, Declaration.LongestName)),
        .. Settings("knowledgeBase.retriever", knowledge.Retriever),
    ];

    private static IEnumerable<Fault> OfTool(string field, AllowedTool tool) =>
    [
        .. Problem($"{field}.name", PlainText.LineProblem(tool.Name, Declaration.LongestName)),
        .. Names($"{field}.permissions", tool.Permissions, MostItems),
    ];

    private static IEnumerable<Fault> OfPrompt(PromptDesign prompt) =>
    [
        .. Listed("prompt.variables", prompt.Variables, MostItems, name => name, (field, name) => Problem(field, Variable().IsMatch(name) ? null : "A variable is a name of letters, digits, _, . and -, at most 80.")),
        .. Settings("prompt.settings", prompt.Settings),
    ];

    private static IEnumerable<Fault> OfAgent(AgentDesign agent) =>
    [
        .. Problem("agent.autonomy", Enum.IsDefined(agent.Autonomy) ? null : "Say how far it goes by itself: Advises, ActsAfterApproval or ActsAlone."),
        .. Problem("agent.model", agent.Model is { Label: var model } ? PlainText.NameProblem(model, Declaration.LongestLabel) : null),
        .. Problem("agent.prompt", agent.Prompt is { Label: var prompt } ? PlainText.NameProblem(prompt, Declaration.LongestLabel) : null),
    ];

    private static IEnumerable<Fault> Names(string field, IReadOnlyList<string> names, int most) =>
        Listed(field, names, most, name => name, (at, name) => Problem(at, PlainText.LineProblem(name, Declaration.LongestName)));

    private static IEnumerable<Fault> Settings(string field, IReadOnlyList<Setting> settings) => settings.Count > MostItems
        ? [new Fault(field, $"There are more than {MostItems}.")]
        : settings.SelectMany((setting, at) => PlainText.LineProblem(setting.Name, Declaration.LongestName) is { } problem
            ? [new Fault($"{field}[{at}]", $"Its name: {problem}")]
            : Problem($"{field}.{setting.Name}", PlainText.RemarkProblem(setting.Value, LongestLine)));

    private static IEnumerable<Fault> Listed<T, TKey>(string field, IReadOnlyList<T> items, int most, Func<T, TKey> key, Func<string, T, IEnumerable<Fault>> faults)
    {
        if (items.Count > most)
            return [new Fault(field, $"There are more than {most}.")];

        return [.. items.SelectMany((item, at) => faults($"{field}[{at}]", item)), .. Problem(field, items.DistinctBy(key).Count() < items.Count ? "One is named twice." : null)];
    }

    private static IEnumerable<Fault> Problem(string field, string? problem) => problem is null ? [] : [new Fault(field, problem)];

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_.-]{0,79}\z")]
    private static partial Regex Variable();
}
