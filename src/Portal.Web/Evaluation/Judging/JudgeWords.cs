using Portal.Evaluation.Judging;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Judging;

/// <summary>How judged runs read.</summary>
internal static class JudgeWords
{
    public static string Of(JudgeRunState state) => state switch
    {
        JudgeRunState.Queued => "Waits",
        JudgeRunState.Running => "Under way",
        JudgeRunState.Done => "Done",
        JudgeRunState.Stopped => "Stopped",
        JudgeRunState.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static StatusKind KindOf(JudgeRunState state) => state switch
    {
        JudgeRunState.Queued => StatusKind.Neutral,
        JudgeRunState.Running => StatusKind.Info,
        JudgeRunState.Done => StatusKind.Pass,
        JudgeRunState.Stopped => StatusKind.Warn,
        JudgeRunState.Failed => StatusKind.Fail,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>How far it is, in a line.</summary>
    public static string Progress(JudgeLine line) =>
        $"{line.Judged + line.Unjudged:N0} of {line.Wanted:N0} answers{(line.Unjudged > 0 ? $", {line.Unjudged:N0} of them unreadable or not taken" : "")}";
}
