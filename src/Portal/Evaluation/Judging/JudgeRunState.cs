namespace Portal.Evaluation.Judging;

public enum JudgeRunState
{
    /// <summary>Waits for its first call.</summary>
    Queued = 1,
    Running,

    /// <summary>Every answer was asked for; its figures are an evaluation run.</summary>
    Done,

    /// <summary>By its budget or by a person: half a data set makes no figures.</summary>
    Stopped,

    /// <summary>The endpoint refuses for good, or not one of its answers could be used.</summary>
    Failed,
}

internal static class JudgeRunMoves
{
    private static readonly HashSet<(JudgeRunState From, JudgeRunState To)> Moves =
    [
        (JudgeRunState.Queued, JudgeRunState.Running),
        (JudgeRunState.Queued, JudgeRunState.Stopped),
        (JudgeRunState.Running, JudgeRunState.Done),
        (JudgeRunState.Running, JudgeRunState.Stopped),
        (JudgeRunState.Running, JudgeRunState.Failed),
    ];

    public static bool CanMove(JudgeRunState from, JudgeRunState to) => Moves.Contains((from, to));
}
