namespace Portal.Evaluation.Suites;

/// <summary>How much is taken at once.</summary>
public static class SuiteLimits
{
    public const int MostBytes = RowUpload.MostBytes;
    public const int MostMegabytes = MostBytes / 1024 / 1024;
}
