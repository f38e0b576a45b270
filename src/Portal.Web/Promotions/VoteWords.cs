using Portal.Promotions;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>What a signature says, in the words of its button, of the record and of a screen reader.</summary>
internal static class VoteWords
{
    public static string Act(Verdict verdict) => verdict switch
    {
        Verdict.Approve => "Approve",
        Verdict.ApproveWithConditions => "Approve with conditions",
        Verdict.Reject => "Reject",
        Verdict.RequestChanges => "Request changes",
        Verdict.Abstain => "Abstain",
        Verdict.Recuse => "Recuse",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Done(Verdict verdict) => verdict switch
    {
        Verdict.Approve => "approved",
        Verdict.ApproveWithConditions => "approved with conditions",
        Verdict.Reject => "rejected",
        Verdict.RequestChanges => "asks for changes",
        Verdict.Abstain => "abstained",
        Verdict.Recuse => "recused",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Said(Verdict verdict) => verdict == Verdict.RequestChanges ? "asked for changes" : Done(verdict);

    /// <summary>An instant as a signature says it.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    public static VerdictKind Mark(VoteView vote) => vote switch
    {
        { Verdict: Verdict.Approve or Verdict.ApproveWithConditions, Counts: true } => VerdictKind.Pass,
        { Verdict: Verdict.Reject } => VerdictKind.Fail,
        { Verdict: Verdict.RequestChanges } => VerdictKind.Warn,
        _ => VerdictKind.NoData,
    };
}
