using System.Globalization;

namespace Portal.Web.Monitoring;

/// <summary>Amounts of the organisation's currency, which come in millionths.</summary>
internal static class Money
{
    private const decimal Millionths = 1_000_000;
    private const decimal Whole = 100;

    /// <summary>Whole from a hundred on, else with two places; what is more than nothing never reads as nothing.</summary>
    public static string Short(long micros) => (micros / Millionths) switch
    {
        0 => "0",
        > 0 and < 0.005m => "< 0.01",
        var amount when Math.Abs(amount) >= Whole => amount.ToString("N0", CultureInfo.InvariantCulture),
        var amount => amount.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>To the hundredth; what is less than a tenth, as a request costs, to the ten-thousandth.</summary>
    public static string Exact(long micros) => (micros / Millionths) switch
    {
        > 0 and < 0.1m and var little => little.ToString("0.0000", CultureInfo.InvariantCulture),
        var amount => amount.ToString("N2", CultureInfo.InvariantCulture),
    };

    /// <summary>What somebody has written, in millionths; null when that is no amount.</summary>
    public static long? Micros(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and < 1_000_000_000_000m ? (long)(amount * Millionths) : null;
}
