using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation.Judging;

/// <summary>What the judge said of one output by one metric; without a score, why there is none.</summary>
public sealed class JudgeAnswer
{
    public const int LongestReason = 1000;

    private JudgeAnswer() { }

    internal JudgeAnswer(JudgeRunId run, int row, Metric metric, double? score, string reason) =>
        (Run, Row, Metric, Score, Reason) = (run, row, metric, score, reason.Length > LongestReason ? reason[..LongestReason] : reason);

    public JudgeRunId Run { get; private set; }

    /// <summary>Counted from 0 in the order of the upload.</summary>
    public int Row { get; private set; }

    public Metric Metric { get; private set; }

    public double? Score { get; private set; }

    public string Reason { get; private set; } = "";
}

public enum SpotVerdict { Agree = 1, Disagree }

/// <summary>A person's word on one answer of the judge.</summary>
public sealed class SpotMark
{
    private SpotMark() { }

    internal SpotMark(JudgeRunId run, int row, Metric metric, SpotVerdict verdict, PersonId by, DateTimeOffset at) =>
        (Run, Row, Metric, Verdict, By, At) = (run, row, metric, verdict, by, at);

    public JudgeRunId Run { get; private set; }

    public int Row { get; private set; }

    public Metric Metric { get; private set; }

    public SpotVerdict Verdict { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    internal void Change(SpotVerdict verdict, PersonId by, DateTimeOffset at) => (Verdict, By, At) = (verdict, by, at);
}
