using Portal.Data;
using Portal.Integrations;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>
/// Outputs of a version, read by a judge model at somebody's endpoint, a call for each row and metric. What was answered is kept as it
/// comes, so that a restart goes on where it was; a call is never answered for twice.
/// </summary>
public sealed class JudgeRun : IVersioned
{
    /// <summary>Longer than a batch can take: whoever took it and told nothing by then was stopped.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Batches in a row of which nothing came back.</summary>
    internal const int MostTroubles = 8;
    internal const int LongestReason = 400;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private JudgeRun() { }

    public JudgeRunId Id { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>1, 2, 3 for the version.</summary>
    public int Ordinal { get; private set; }

    public JudgeTerms Terms { get; private set; } = JudgeTerms.None;

    /// <summary>The rows as they were brought.</summary>
    public Digest Rows { get; private set; } = Digest.Of([]);

    /// <summary>Of questions and contexts, not of what was put out: the same data set has the same digest in every run.</summary>
    public Digest DatasetDigest { get; private set; } = Digest.Of([]);

    public int RowCount { get; private set; }

    /// <summary>Sealed for this run; gone when the run has ended.</summary>
    public byte[]? ApiKey { get; private set; }

    public JudgeRunState State { get; private set; }

    /// <summary>Why it stopped or failed.</summary>
    public string? Because { get; private set; }

    public int Judged { get; private set; }

    /// <summary>Answers that could not be read, and rows that the endpoint would not take.</summary>
    public int Unjudged { get; private set; }

    public int Calls { get; private set; }

    public long Tokens { get; private set; }

    public int Troubles { get; private set; }

    /// <summary>What went wrong last, while it waits to try again.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Not before this; while a batch is under way, when another node may take it for lost.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The evaluation run that its figures are.</summary>
    public RunId? Run { get; private set; }

    public int Version { get; private set; }

    public int Wanted => RowCount * Terms.Rubrics.Count;

    public bool IsUnderWay => State is JudgeRunState.Queued or JudgeRunState.Running;

    internal bool IsWhole => Judged + Unjudged >= Wanted;

    internal static JudgeRun Ask(JudgeRunId id, VersionId version, int ordinal, JudgeTerms terms, JudgeUpload upload, Digest rows, byte[]? apiKey, PersonId by, DateTimeOffset now) => new()
    {
        Id = id,
        ModelVersion = version,
        Ordinal = ordinal,
        Terms = terms,
        Rows = rows,
        DatasetDigest = upload.DatasetDigest,
        RowCount = upload.Rows.Count,
        ApiKey = apiKey,
        State = JudgeRunState.Queued,
        DueAt = now,
        By = by,
        RequestedAt = now,
    };

    public static string PurposeOf(JudgeRunId id) => $"JudgeRuns/{id}";

    public bool IsDue(DateTimeOffset now) => IsUnderWay && DueAt <= now;

    /// <summary>Takes it for one batch; the answer is the lease, by which the batch is known again.</summary>
    internal DateTimeOffset Take(DateTimeOffset now)
    {
        if (!IsDue(now))
            throw new InvalidOperationException($"Judged run {Id} is not due.");
        if (State == JudgeRunState.Queued)
            Move(JudgeRunState.Running);
        return DueAt = now + Lease;
    }

    /// <summary>False when the batch was taken for lost, or the run was stopped meanwhile.</summary>
    internal bool IsHeldBy(DateTimeOffset lease) => State == JudgeRunState.Running && DueAt == lease;

    /// <summary>Writes down what a batch brought, and what follows.</summary>
    internal void Note(BatchOutcome batch, double chance, DateTimeOffset now)
    {
        (Judged, Unjudged, Calls, Tokens) = (Judged + batch.Judged, Unjudged + batch.Unjudged, Calls + batch.Calls, Tokens + batch.Tokens);
        DueAt = now;
        if (batch.Never is { } never)
            End(JudgeRunState.Failed, never, now);
        else if (IsWhole)
            (Troubles, Trouble) = (0, null);
        else if (Calls >= Terms.MostCalls || Tokens >= Terms.MostTokens)
            End(JudgeRunState.Stopped, Calls >= Terms.MostCalls ? $"Its budget of {Terms.MostCalls} calls is spent." : $"Its budget of {Terms.MostTokens} tokens is spent.", now);
        else
            Wait(batch, chance, now);
    }

    private void Wait(BatchOutcome batch, double chance, DateTimeOffset now)
    {
        if (batch.Trouble is null || batch.Judged + batch.Unjudged > 0)
            Troubles = 0;
        Trouble = Shortened(batch.Trouble);
        if (batch.Trouble is not { } trouble)
            return;

        if (++Troubles >= MostTroubles)
        {
            End(JudgeRunState.Failed, $"Given up after {Troubles} tries in a row. {trouble}", now);
            return;
        }

        // One lost call among thousands is no reason to wait.
        var pause = Troubles == 1 ? TimeSpan.FromSeconds(1) : Backoff.After(Troubles - 1, chance);
        DueAt = now + (batch.RetryAfter > pause ? Min(batch.RetryAfter.Value, LongestWait) : Min(pause, LongestWait));
    }

    internal void Finish(RunId run, DateTimeOffset now)
    {
        Run = run;
        End(JudgeRunState.Done, null, now);
    }

    internal void Fail(string because, DateTimeOffset now) => End(JudgeRunState.Failed, because, now);

    internal Refusal? Stop(string because, DateTimeOffset now)
    {
        if (!IsUnderWay)
            return new NotAllowed($"It is {State.ToString().ToLowerInvariant()} already.");

        End(JudgeRunState.Stopped, because, now);
        return null;
    }

    private void End(JudgeRunState state, string? because, DateTimeOffset now)
    {
        Move(state);
        (Because, EndedAt, ApiKey, Trouble) = (Shortened(because), now, null, null);
    }

    private void Move(JudgeRunState to)
    {
        if (!JudgeRunMoves.CanMove(State, to))
            throw new InvalidOperationException($"A judged run does not go from {State} to {to}.");

        State = to;
    }

    private static string? Shortened(string? words) => words is { Length: > LongestReason } ? words[..LongestReason] : words;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>What a batch of calls brought.</summary>
internal sealed record BatchOutcome(int Judged, int Unjudged, int Calls, long Tokens)
{
    /// <summary>What keeps answers away for now.</summary>
    public string? Trouble { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What keeps them away for good.</summary>
    public string? Never { get; init; }
}
