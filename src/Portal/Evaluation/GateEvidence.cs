using Portal.Evaluation.Figures;
using Portal.Evaluation.Scans;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Statistics.Quality;

namespace Portal.Evaluation;

/// <summary>What the gate looks at, and nothing else. Runs and documents stand in the order in which they came.</summary>
public sealed record GateEvidence(IReadOnlyList<RunEvidence> Runs, IReadOnlyList<DocumentEvidence> Documents)
{
    public GateEvidence(RunEvidence run, IReadOnlyList<DocumentEvidence> documents) : this([run], documents) { }

    public static GateEvidence None { get; } = new([], []);

    /// <summary>The checks whose failing is tolerated now.</summary>
    public IReadOnlyList<Excuse> Excuses { get; init; } = [];

    /// <summary>The day on which it is asked, for what ages.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The version that the stage would be taken from.</summary>
    public Incumbent? Incumbent { get; init; }

    public DeclaredEvidence Declared { get; init; } = new(null, null);

    /// <summary>The model card as it was last approved.</summary>
    public CardEvidence? Card { get; init; }

    /// <summary>What is known of the version's bytes; absent when nobody looked.</summary>
    public BytesEvidence? Bytes { get; init; }

    /// <summary>The latest scan for vulnerabilities.</summary>
    public ScanEvidence? Scan { get; init; }

    public WatchEvidence Watch { get; init; } = new(false, []);

    public IReadOnlyList<AttestationEvidence> Attestations { get; init; } = [];

    /// <summary>Codes of the severe findings about the system that nobody closed.</summary>
    public IReadOnlyList<string> SevereFindings { get; init; } = [];

    /// <summary>
    /// With the documents that were approved for the version before: where nobody has reviewed one for this version, they count while they are
    /// valid. That a comparison does not apply is said of one version and no other.
    /// </summary>
    public GateEvidence WithEarlier(string label, IReadOnlyList<DocumentEvidence> earlier) => this with
    {
        Documents =
        [
            .. earlier.Where(document => document.State != DocumentState.InReview && document.Kind != DocumentKind.ComparisonNotApplicable).GroupBy(document => document.Kind)
                .Select(ofKind => ofKind.Last()).Where(document => document.State == DocumentState.Approved).Select(document => document with { Of = label }),
            .. Documents,
        ],
    };
}

public sealed record Incumbent(VersionId Version, string Label);

/// <summary>What the version says of itself: to which day its training data reach, and why there is another version.</summary>
public sealed record DeclaredEvidence(DateOnly? TrainedTo, ReasonForChange? Reason);

/// <summary>Whether drift is measured, and how many rows of the version came on which day.</summary>
public sealed record WatchEvidence(bool HasBaseline, IReadOnlyList<DayOfRows> Days)
{
    public long RowsSince(DateOnly day) => Days.Where(one => one.Day >= day).Sum(one => one.Rows);
}

public sealed record DayOfRows(DateOnly Day, long Rows);

public sealed record AttestationEvidence(Guid Id, string Check, int Sample, Digest Content, string Words);

public sealed record RunEvidence(RunId Id, string Dataset, int Attempt, Digest Rows, string? Positive, Confusion Confusion)
{
    public EvaluationKind Kind { get; init; } = EvaluationKind.HoldOut;

    public FigureOrigin Origin { get; init; } = FigureOrigin.Computed;

    /// <summary>Absent in runs from before figures were kept, of which the counts give two.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public SuiteOfRun? Suite { get; init; }

    public RunComparison? Comparison { get; init; }

    public Digest? MustPassOutputs { get; init; }

    public IEnumerable<Figure> All => Figures.Count > 0 ? Figures : OfCounts();

    private IEnumerable<Figure> OfCounts() =>
    [
        .. Confusion.Accuracy is { } accuracy ? [new Figure(Metric.Accuracy, Slice.Whole, accuracy)] : Array.Empty<Figure>(),
        .. Confusion.Recall is { } recall ? [new Figure(Metric.Recall, Slice.Whole, recall)] : Array.Empty<Figure>(),
    ];
}

/// <summary>The suite that a run was made on: how long its labels are fresh, and whether they had been used too often before.</summary>
public sealed record SuiteOfRun(SuiteId Id, string Code, string Name, DateOnly FreshUntil, bool IsWornOut);

/// <summary>How the run's version fared on the same rows against the one that ran then.</summary>
public sealed record RunComparison(VersionId Incumbent, string Label, RunId Run, IReadOnlyList<Against> Differences)
{
    /// <summary>Absent where no class counts as positive, and in runs from before it was counted.</summary>
    public SwapSet? Swap { get; init; }
}

/// <summary>Documents come in the order of submission.</summary>
public sealed record DocumentEvidence(DocumentId Id, DocumentKind Kind, string Title, Digest Content, DocumentState State)
{
    public DateOnly? ReviewedOn { get; init; }

    /// <summary>The version before, for which it was approved; absent of the version's own.</summary>
    public string? Of { get; init; }

    /// <summary>The last day on which it counts.</summary>
    public DateOnly? ValidUntil { get; init; }
}
