using System.Globalization;
using System.Text.Json;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Makes of a body what the registry knows; what cannot become a value is a fault of its field.</summary>
internal sealed class ProvenanceReader
{
    public const string NoDigest = "A digest is sha256: and 64 lower-case hex digits.";

    // Stands for one that cannot be read, beside its fault.
    public static readonly Digest Unread = Digest.Of([]);

    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public Provenance Read(VersionBody body, string system) => new()
    {
        TrainingData = [.. (body.TrainingData ?? []).Select((data, at) => new TrainingData(data?.Name ?? "", DigestOf($"trainingData[{at}].digest", data?.Digest), data?.From, data?.To))],
        Features = Texts(body.Features),
        Hyperparameters = Settings("hyperparameters", body.Hyperparameters),
        Seed = body.Seed,
        Deterministic = body.Deterministic,
        CodeCommit = body.CodeCommit ?? "",
        Environment = body.Environment is { } environment
            ? new RunEnvironment(environment.Image ?? "", environment.Digest is null ? null : DigestOf("environment.digest", environment.Digest), environment.Text ?? "")
            : null,
        Parent = body.Parent ?? "",
        ChangeReason = body.ChangeReason,
        KnowledgeBase = body.KnowledgeBase is { } knowledge
            ? new KnowledgeBase(knowledge.Name ?? "", DigestOf("knowledgeBase.digest", knowledge.Digest), Settings("knowledgeBase.retriever", knowledge.Retriever)) { IndexedOn = knowledge.IndexedOn }
            : null,
        Tools = [.. (body.Tools ?? []).Select(tool => new AllowedTool(tool?.Name ?? "", Texts(tool?.Permissions)))],
        Prompt = body.Prompt is { } prompt ? new PromptDesign(Texts(prompt.Variables), Settings("prompt.settings", prompt.Settings)) : null,
        Agent = body.Agent is { } agent ? new AgentDesign(agent.Autonomy, Pin(agent.Model, system), Pin(agent.Prompt, system)) : null,
    };

    private Digest DigestOf(string field, string? text)
    {
        if (Digest.TryParse(text) is { } digest)
            return digest;

        _faults.Add(new Fault(field, NoDigest));
        return Unread;
    }

    private List<Setting> Settings(string field, IReadOnlyDictionary<string, JsonElement>? values)
    {
        var settings = new List<Setting>();
        foreach (var ((name, value), at) in (values ?? new Dictionary<string, JsonElement>()).Select((pair, at) => (pair, at)))
        {
            if (SettingOf(name, value) is { } setting)
                settings.Add(setting);
            else
                _faults.Add(new Fault(name.Length <= Declaration.LongestName ? $"{field}.{name}" : $"{field}[{at}]", "A value is a text, a number, true or false."));
        }

        return settings;
    }

    private static Setting? SettingOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when TextOf(value) is { } text => new Setting(name, text),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new Setting(name, value.GetRawText(), SettingKind.Number),
        JsonValueKind.True or JsonValueKind.False => new Setting(name, value.GetBoolean().ToString(CultureInfo.InvariantCulture).ToLowerInvariant(), SettingKind.Truth),
        _ => null,
    };

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static PinnedVersion? Pin(PinBody? pin, string system) => pin is null ? null : new PinnedVersion(pin.System ?? system, pin.Version ?? "");

    private static IReadOnlyList<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(text => text ?? "")];
}
