namespace Portal.Web.Promotions;

/// <summary>Figures with their unit, as a table of evidence shows them.</summary>
internal static class Figures
{
    public static string Percent(double share) => $"{share * 100:0.0} %";

    public static string Count(long count) => count.ToString("N0");

    public static string Bytes(long size) => size switch
    {
        < 1024 => $"{size} B",
        < 1024 * 1024 => $"{size / 1024.0:0.#} KiB",
        < 1024 * 1024 * 1024 => $"{size / (1024.0 * 1024):0.#} MiB",
        _ => $"{size / (1024.0 * 1024 * 1024):0.#} GiB",
    };
}
