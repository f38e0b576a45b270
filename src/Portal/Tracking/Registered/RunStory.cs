using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>What a run told of itself, as far as it says how a version came about.</summary>
internal sealed record RunStory(string RunName, IReadOnlyList<string> Users, Provenance Provenance, IReadOnlyList<RunInput> Inputs, IReadOnlyList<TrackedMetric> Metrics)
{
    private const int MostSettings = 200;
    private const int LongestSetting = 500;
    private const string CommitTag = "mlflow.source.git.commit";
    private static readonly string[] SeedParams = ["seed", "random_state", "random_seed"];

    private static readonly string[] EvaluationWords = ["eval", "test", "valid"];

    private static RunStory Nothing { get; } = new("", [], Provenance.Unsaid, [], []);

    public static async Task<RunStory> Of(PortalDb db, RegisteredVersion version, CancellationToken ct)
    {
        if (version.Run is not { } id || await db.TrackedRuns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } run)
            return Nothing;

        var texts = await db.TrackedTexts.AsNoTracking().Where(row => row.Owner == id).ToListAsync(ct);
        var inputs = await db.RunInputs.AsNoTracking().Where(row => row.Run == id).OrderBy(row => row.Name).ToListAsync(ct);
        var users = new[] { run.UserId, texts.Find(row => row.Kind == TextKind.Tag && row.Key == TrackingAccess.UserTag)?.Value ?? "" }
            .Select(name => name.Trim()).Where(name => name.Length is > 0 and <= NamedContributor.LongestName).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new RunStory(run.Name, users, ProvenanceOf(texts, inputs), inputs, await db.TrackedMetrics.AsNoTracking().Where(row => row.Run == id).ToListAsync(ct));
    }

    /// <summary>The figures that have a name here; null when there are none.</summary>
    public ReportedRuns.Report? Report(RegisteredVersion version)
    {
        var figures = MetricNames.Known(Metrics.Where(metric => !metric.IsNan));
        if (figures.Count == 0)
            return null;

        var data = Inputs.FirstOrDefault(IsForEvaluation) ?? (Inputs is [var only, ..] ? only : null);
        return new ReportedRuns.Report(
            Cut(data?.Name ?? $"not said by run {RunName}", RunTerms.LongestDataset), data?.Digest ?? Digest.Of([]), $"MLflow run {version.Run}", figures);
    }

    private static Provenance ProvenanceOf(IReadOnlyList<TrackedText> texts, IReadOnlyList<RunInput> inputs)
    {
        var values = texts.Where(row => row.Kind == TextKind.Param).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        var commit = texts.FirstOrDefault(row => row.Kind == TextKind.Tag && row.Key == CommitTag)?.Value.Trim() ?? "";
        return new Provenance
        {
            TrainingData = [.. inputs.Where(input => !IsForEvaluation(input)).Select(input => new TrainingData(Cut(input.Name, Declaration.LongestName), input.Digest, null, null)).Distinct()],

            // A setting that is longer than the registry keeps stays with the run, where it is read whole.
            Hyperparameters = [.. values.Where(row => row.Key.Length <= Declaration.LongestName && row.Value.Length <= LongestSetting).Take(MostSettings).Select(row => new Setting(row.Key, row.Value, KindOf(row.Value)))],
            Seed = values.Where(row => SeedParams.Contains(row.Key)).Select(row => long.TryParse(row.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? (long?)seed : null).FirstOrDefault(seed => seed is not null),
            CodeCommit = PlainText.LineProblem(commit, LongestSetting) is null ? commit : "",
        };
    }

    private static SettingKind KindOf(string value) => value switch
    {
        "True" or "False" or "true" or "false" => SettingKind.Truth,
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => SettingKind.Number,
        _ => SettingKind.Text,
    };

    private static bool IsForEvaluation(RunInput input) =>
        EvaluationWords.Any(word => input.Context.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most].TrimEnd();
}
