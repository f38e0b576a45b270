namespace Portal.Web.Ui;

/// <summary>What a colour means; every kind has its shape too.</summary>
public enum StatusKind
{
    Neutral = 1,
    Info,
    Pass,
    Warn,
    Fail,
}

/// <summary>The outcome of a check.</summary>
public enum VerdictKind
{
    Pass = 1,
    Warn,
    Fail,
    NoData,
}

internal static class Shapes
{
    public static string Css(this StatusKind kind) => kind switch
    {
        StatusKind.Neutral => "neutral",
        StatusKind.Info => "info",
        StatusKind.Pass => "pass",
        StatusKind.Warn => "warn",
        StatusKind.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static (string Css, string Word) Look(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Pass => ("pass", "Pass"),
        VerdictKind.Warn => ("warn", "Warn"),
        VerdictKind.Fail => ("fail", "Fail"),
        VerdictKind.NoData => ("nodata", "No data"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
