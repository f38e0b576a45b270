using System.Globalization;
using Calendar = Portal.Shared.Calendar;

namespace Portal.ModelRegistry;

/// <summary>One thing that two versions say, each in words; empty where one says nothing of it.</summary>
public sealed record ComparedLine(string Name, string Before, string After)
{
    public bool Differs => !string.Equals(Before, After, StringComparison.Ordinal);
}

/// <summary>What belongs together of what two versions say.</summary>
public sealed record ComparedPart(string Title, IReadOnlyList<ComparedLine> Lines);

/// <summary>Two versions of a system side by side: all that was declared of them, by its name.</summary>
public static class VersionComparison
{
    public static IReadOnlyList<ComparedPart> Of(VersionView before, VersionView after) =>
    [
        .. new[]
        {
            Part("What it is", before, after, Identity),
            Part("How it came about", before, after, version => Origin(version.Provenance)),
            Part("Training data", before, after, version => version.Provenance.TrainingData.GroupBy(data => data.Name).Select(data => (data.Key, string.Join("\n", data.Select(Words))))),
            Part("Features", before, after, version => version.Provenance.Features.Select(feature => (feature, "used"))),
            Part("Parameters", before, after, version => Words(version.Provenance.Hyperparameters)),
            Part("Prompt settings", before, after, version => Words(version.Provenance.Prompt?.Settings ?? [])),
            Part("Prompt variables", before, after, version => version.Provenance.Prompt?.Variables.Select(variable => (variable, "used")) ?? []),
            Part("Knowledge base", before, after, version => version.Provenance.KnowledgeBase is { } knowledge ? [(knowledge.Name, knowledge.Digest.Text), .. knowledge.IndexedOn is { } day ? [("index made on", day.ToString("O", CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>()] : []),
            Part("Retriever", before, after, version => Words(version.Provenance.KnowledgeBase?.Retriever ?? [])),
            Part("Tools", before, after, version => version.Provenance.Tools.Select(tool => (tool.Name, tool.Permissions.Count == 0 ? "allowed" : string.Join(", ", tool.Permissions.Order(StringComparer.Ordinal))))),
            Part("Agent", before, after, version => Agent(version.Provenance.Agent)),
            Part("Artifacts", before, after, version => version.Artifacts.Select(artifact => (artifact.Name, Words(artifact)))),
        }.Where(part => part.Lines.Count > 0),
    ];

    private static ComparedPart Part(string title, VersionView before, VersionView after, Func<VersionView, IEnumerable<(string Name, string Words)>> said)
    {
        var (old, now) = (Said(before), Said(after));
        var lines = old.Keys.Union(now.Keys).Select(name => new ComparedLine(name, old.GetValueOrDefault(name, ""), now.GetValueOrDefault(name, "")));
        return new ComparedPart(title, [.. lines.Where(line => line is not { Before: "", After: "" })]);

        Dictionary<string, string> Said(VersionView version) => said(version).ToDictionary(one => one.Name, one => one.Words);
    }

    private static IEnumerable<(string, string)> Identity(VersionView version) =>
    [
        ("Artefact", $"{version.Line.Name} ({version.Line.Kind})"),
        ("Contributors", string.Join(", ", version.Contributors.Select(person => person.Name))),
    ];

    private static IEnumerable<(string, string)> Origin(Provenance said) =>
    [
        ("Parent", said.Parent),
        ("Reason for the change", said.ChangeReason?.ToString() ?? ""),
        ("Code", said.CodeCommit),
        ("Image", said.Environment?.Image ?? ""),
        ("Environment digest", said.Environment?.Digest?.Text ?? ""),
        ("Installed", said.Environment?.Text ?? ""),
        ("Seed", said.Seed?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("Deterministic", said.Deterministic switch { true => "yes", false => "no", null => "" }),
    ];

    private static IEnumerable<(string, string)> Agent(AgentDesign? agent) =>
        agent is null ? [] : [("Autonomy", agent.Autonomy.ToString()), ("Base model", Words(agent.Model)), ("Base prompt", Words(agent.Prompt))];

    private static IEnumerable<(string, string)> Words(IReadOnlyList<Setting> settings) => settings.Select(setting => (setting.Name, setting.Value.Length == 0 ? "“”" : setting.Value));

    private static string Words(TrainingData data) => data is { From: null, To: null }
        ? data.Digest.Text
        : $"{(data.From is { } from ? Calendar.Text(from) : "…")} – {(data.To is { } to ? Calendar.Text(to) : "…")}\n{data.Digest}";

    private static string Words(ArtifactLine artifact) =>
        $"{artifact.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes{(artifact.Source.Length > 0 ? $" at {artifact.Source}" : "")}\n{artifact.Digest}";

    private static string Words(PinnedVersion? pinned) => pinned is null ? "" : $"{pinned.System} {pinned.Label}";
}
