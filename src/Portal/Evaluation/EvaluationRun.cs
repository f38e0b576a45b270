using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Evaluation.Figures;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>
/// One evaluation, computed by the portal from rows that it keeps. The counts are the record; figures with their intervals are
/// computed from them. A run is never changed, and none is ever left out of the count.
/// </summary>
public sealed class EvaluationRun
{
    private EvaluationRun() { }

    public RunId Id { get; private set; }

    public VersionId Version { get; private set; }

    /// <summary>1, 2, 3 for the version: the highest is the latest, whatever the clock said.</summary>
    public int Ordinal { get; private set; }

    public string Dataset { get; private set; } = "";

    public Digest DatasetDigest { get; private set; } = Digest.Of([]);

    /// <summary>How often the system has been tried on this data set, this run included: who tries often enough, passes.</summary>
    public int Attempt { get; private set; }

    public Digest Rows { get; private set; } = Digest.Of([]);

    public string? Positive { get; private set; }

    public long N { get; private set; }

    public long Correct { get; private set; }

    public long Positives { get; private set; }

    public long TruePositives { get; private set; }

    /// <summary>How many features the rows name; 0 when they came without.</summary>
    public int Features { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Of no rows where none of several classes was predicted.</summary>
    public Confusion Confusion => Task == EvaluationTask.Classification && Kind is not (EvaluationKind.Load or EvaluationKind.Reported) ? new(N, Correct, Positives, TruePositives) : default;

    public EvaluationKind Kind { get; private set; } = EvaluationKind.HoldOut;

    public FigureOrigin Origin { get; private set; } = FigureOrigin.Computed;

    public EvaluationTask Task { get; private set; } = EvaluationTask.Classification;

    /// <summary>The suite that it was made on; absent when labels came with the rows.</summary>
    public SuiteId? Suite { get; private set; }

    /// <summary>The protected groups of the rows, sealed; see <see cref="GroupRow"/>. Absent when none were sent.</summary>
    public Digest? Groups { get; private set; }

    /// <summary>Everything that was computed.</summary>
    public RunContent Content { get; private set; } = RunContent.Empty;

    internal static EvaluationRun Of(RunId id, VersionId version, int ordinal, int attempt, MeasuredRun measured, PersonId by, DateTimeOffset now) => new()
    {
        Id = id,
        Version = version,
        Ordinal = ordinal,
        Dataset = measured.Dataset,
        DatasetDigest = measured.DatasetDigest,
        Attempt = attempt,
        Rows = measured.Rows,
        Positive = measured.Positive,
        N = measured.N,
        Correct = measured.Confusion.Correct,
        Positives = measured.Confusion.Positives,
        TruePositives = measured.Confusion.TruePositives,
        Features = measured.Features,
        Kind = measured.Kind,
        Origin = measured.Kind switch { EvaluationKind.Reported => FigureOrigin.Reported, EvaluationKind.Judge => FigureOrigin.Judged, _ => FigureOrigin.Computed },
        Task = measured.Task,
        Suite = measured.Content.Suite?.Id,
        Groups = measured.Groups,
        Content = measured.Content,
        By = by,
        At = now,
    };
}

/// <summary>A run before it is one: what was uploaded, joined with its labels and measured.</summary>
internal sealed record MeasuredRun(string Dataset, Digest DatasetDigest, Digest Rows, string? Positive, Confusion Confusion, int Features, EvaluationKind Kind, EvaluationTask Task, RunContent Content)
{
    public long N { get; init; }

    public Digest? Groups { get; init; }

    /// <summary>How often the labels may be used; absent when they came with the rows.</summary>
    public int? MostUses { get; init; }

    /// <summary>Labels by score, of a suite whose labels nobody else reads.</summary>
    public IReadOnlyList<LabelBand> Bands { get; init; } = [];

    public MeasuredRun WithReported(IReadOnlyList<Figure> figures) => figures.Count == 0 ? this : this with { Content = Content with { Figures = figures } };

    /// <summary>Only now it is known how often the labels were used before.</summary>
    public MeasuredRun AsAttempt(int attempt) => Content.Suite is { } suite && attempt > MostUses ? this with { Content = Content with { Suite = suite with { IsWornOut = true } } } : this;
}

/// <summary>What a run keeps beside its counts.</summary>
public sealed record RunContent(IReadOnlyList<Figure> Figures, RunCurves Curves)
{
    public static RunContent Empty { get; } = new([], RunCurves.None);

    public SuiteOfRun? Suite { get; init; }

    public RunComparison? Comparison { get; init; }

    /// <summary>Which cases must pass and what the version answered in each, in one digest; absent where none must.</summary>
    public Digest? MustPassOutputs { get; init; }

    /// <summary>Where figures come from that the portal did not compute.</summary>
    public string? Source { get; init; }

    internal static string ToJson(RunContent content) => JsonSerializer.Serialize(content, RunContentJson.Default.RunContent);

    /// <summary>Runs from before figures were kept have an empty text.</summary>
    internal static RunContent FromJson(string json) => json.Length == 0 ? Empty : JsonSerializer.Deserialize(json, RunContentJson.Default.RunContent) ?? Empty;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, Converters = [typeof(DigestJson)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunContent))]
internal sealed partial class RunContentJson : JsonSerializerContext;
