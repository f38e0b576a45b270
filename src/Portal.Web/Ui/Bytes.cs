namespace Portal.Web.Ui;

/// <summary>Sizes as people read them; powers of a thousand, as the units say.</summary>
internal static class Bytes
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    public static string Say(long size)
    {
        if (size < 1000)
            return $"{size} B";

        var (value, unit) = (size / 1000.0, 0);
        for (; value >= 999.5 && unit < Units.Length - 1; unit++)
            value /= 1000;
        return $"{value.ToString(value < 9.95 ? "0.0" : "0")} {Units[unit]}";
    }
}
