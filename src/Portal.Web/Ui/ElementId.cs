namespace Portal.Web.Ui;

/// <summary>Ids that tie a label to its input; unique in the process, so unique on any page.</summary>
internal static class ElementId
{
    private static long _last;

    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref _last)}";
}
