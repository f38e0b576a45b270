namespace Portal.Web.Api.Otlp;

/// <summary>What both forms of the protocol have in common.</summary>
internal static class OtlpNames
{
    /// <summary>A trace's id in bytes; anything longer is no id.</summary>
    public const int LongestId = 16;

    public static bool IsEvaluation(string name) => name == "gen_ai.evaluation.result";
}
