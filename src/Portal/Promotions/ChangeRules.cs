using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Whether two versions said the same in every case that must pass; not known where either has no run of such cases on the same data set.</summary>
public enum OutputsCompared { Same = 1, Different, NotCompared }

/// <summary>What leads to which class. What is not known to be smaller is major: a parameter may be a cut-off, code that nobody names may be other code.</summary>
public static class ChangeRules
{
    internal const string Parameters = "Parameters";
    internal const string PromptSettings = "Prompt settings";
    private const string PromptText = "Prompt text";

    /// <summary>In what releases under a standing approval may differ; of parameters and settings it says the range.</summary>
    public static readonly IReadOnlyList<string> Standing = [PromptText, "Base prompt", "Knowledge base", "Training data", "Seed", "Artifacts", "Environment"];

    /// <summary>A standing approval is voted like a first version: it decides on what is not there yet.</summary>
    public static Change OfStanding { get; } = new(ChangeClass.Major, null, [new("Standing approval", ChangeClass.Major)]);

    public static Change First(Stage target) => new(ChangeClass.Major, null, [new($"First version in {target}", ChangeClass.Major)]);

    /// <summary>Pure: the highest class among what differs. Below standard it is only when every output that must pass is the same.</summary>
    public static Change Of(ModelVersion before, ModelVersion now, IEnumerable<string> entry, OutputsCompared outputs)
    {
        IReadOnlyList<ChangedField> fields = [.. entry.Select(field => new ChangedField($"{field} in the register", ChangeClass.Major)), .. Between(before, now)];
        var derived = fields.Select(field => field.Class).Append(ChangeClass.Minor).Max();
        if (derived == ChangeClass.Minor && outputs != OutputsCompared.Same)
            (derived, fields) = (ChangeClass.Standard, [.. fields, new(outputs == OutputsCompared.Different ? "Outputs in must-pass cases" : "Outputs in must-pass cases were not compared", ChangeClass.Standard)]);
        return new Change(derived, new Predecessor(before.Id, before.Label), fields);
    }

    internal static IEnumerable<ChangedField> Between(ModelVersion before, ModelVersion now) =>
    [
        .. Major("Artefact", (before.Kind, before.Name) != (now.Kind, now.Name)),
        .. Major("Kinds of training data", !Same(before, now, said => said.TrainingData.Select(data => data.Name))),
        .. Major("Features", !Same(before, now, said => said.Features)),
        .. Major(Parameters, !Same(before, now, said => Words(said.Hyperparameters))),
        .. Major("Code", before.Provenance.CodeCommit != now.Provenance.CodeCommit),
        .. Major("Code, which is not named", now.Kind == ArtefactKind.Model && now.Provenance.CodeCommit.Length == 0 && !SameBytes(before, now, _ => true)),
        .. Major("Tools", !Same(before, now, said => said.Tools.Select(tool => $"{tool.Name}\n{string.Join('\n', tool.Permissions.Order(StringComparer.Ordinal))}"))),
        .. Major("Autonomy", before.Provenance.Agent?.Autonomy != now.Provenance.Agent?.Autonomy),
        .. Major("Base model", before.Provenance.Agent?.Model != now.Provenance.Agent?.Model),
        .. Major(PromptSettings, !Same(before, now, said => Words(said.Prompt?.Settings ?? []))),
        .. Major("Prompt variables", !Same(before, now, said => said.Prompt?.Variables ?? [])),
        .. Standard("Training data", !Same(before, now, said => said.TrainingData.Select(data => data.ToString()))),
        .. Standard("Seed", (before.Provenance.Seed, before.Provenance.Deterministic) != (now.Provenance.Seed, now.Provenance.Deterministic)),
        .. Standard(PromptText, !SameBytes(before, now, IsPrompt)),
        .. Standard("Base prompt", before.Provenance.Agent?.Prompt != now.Provenance.Agent?.Prompt),
        .. Standard("Knowledge base", !Same(before, now, said => Words(said.KnowledgeBase))),
        .. Standard("Artifacts", !SameBytes(before, now, artifact => !IsPrompt(artifact))),
        .. Differs("Environment", ChangeClass.Minor, before.Provenance.Environment != now.Provenance.Environment),
    ];

    private static IEnumerable<ChangedField> Major(string field, bool differs) => Differs(field, ChangeClass.Major, differs);

    private static IEnumerable<ChangedField> Standard(string field, bool differs) => Differs(field, ChangeClass.Standard, differs);

    private static IEnumerable<ChangedField> Differs(string field, ChangeClass change, bool differs) => differs ? [new ChangedField(field, change)] : [];

    /// <summary>In no order of their own.</summary>
    private static bool Same(ModelVersion before, ModelVersion now, Func<Provenance, IEnumerable<string>> said) => said(before.Provenance).ToHashSet(StringComparer.Ordinal).SetEquals(said(now.Provenance));

    private static bool SameBytes(ModelVersion before, ModelVersion now, Func<DeclaredArtifact, bool> which)
    {
        return Bytes(before).SetEquals(Bytes(now));

        HashSet<string> Bytes(ModelVersion version) => [.. version.Artifacts.Where(which).Select(artifact => $"{artifact.Name}\n{artifact.Digest}")];
    }

    private static bool IsPrompt(DeclaredArtifact artifact) => artifact.Name == Declaration.PromptFile;

    private static IEnumerable<string> Words(IReadOnlyList<Setting> settings) => settings.Select(setting => $"{setting.Name}\n{setting.Value}");

    private static IEnumerable<string> Words(KnowledgeBase? knowledge) => knowledge is null ? [] : [knowledge.Name, knowledge.Digest.Text, .. Words(knowledge.Retriever)];
}
