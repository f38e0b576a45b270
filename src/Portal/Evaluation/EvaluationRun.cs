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

    public Confusion Confusion => new(N, Correct, Positives, TruePositives);

    internal static EvaluationRun Of(VersionId version, int ordinal, int attempt, RowUpload upload, Digest rows, PersonId by, DateTimeOffset now) => new()
    {
        Id = RunId.New(now),
        Version = version,
        Ordinal = ordinal,
        Dataset = upload.Dataset,
        DatasetDigest = upload.DatasetDigest,
        Attempt = attempt,
        Rows = rows,
        Positive = upload.Positive,
        N = upload.Confusion.N,
        Correct = upload.Confusion.Correct,
        Positives = upload.Confusion.Positives,
        TruePositives = upload.Confusion.TruePositives,
        Features = upload.Features,
        By = by,
        At = now,
    };
}

/// <summary>Which figure of a run a policy speaks of.</summary>
public static class Metrics
{
    public static Estimate? Of(this Confusion confusion, Metric metric) => metric switch
    {
        Metric.Accuracy => confusion.Accuracy,
        Metric.Recall => confusion.Recall,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
