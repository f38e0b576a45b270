namespace Portal.Findings;

/// <summary>How people read what findings and exceptions are: the one place for pages, tables and mails.</summary>
public static class FindingText
{
    public static string Of(FindingSource source) => source switch
    {
        FindingSource.ShadowAi => "Shadow AI",
        _ => source.ToString(),
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Claimed => "Said to be done",
        _ => state.ToString(),
    };

    public static string Of(ExceptionState state) => state switch
    {
        ExceptionState.Approved => "Holds",
        _ => state.ToString(),
    };

    public static string Of(ExceptionRule rule) => rule switch
    {
        ExceptionRule.Check => "Check of the gate",
        _ => rule.ToString(),
    };

    public static string Of(ExceptionEnd end) => end switch
    {
        ExceptionEnd.Expired => "Ran out",
        ExceptionEnd.Replaced => "Replaced",
        ExceptionEnd.Revoked => "Ended early",
        _ => end.ToString(),
    };
}
