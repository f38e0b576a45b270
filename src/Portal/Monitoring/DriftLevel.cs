namespace Portal.Monitoring;

/// <summary>What a feature's PSI says. No data is a state of its own, neither zero nor fine.</summary>
public enum DriftLevel
{
    NoData = 1,
    TooFewRows,
    Calm,
    Warning,
    Serious,
}

/// <summary>Where the levels begin, the customary bounds of PSI (Siddiqi, Credit Risk Scorecards, 2006).</summary>
public static class DriftLevels
{
    public const double Warning = 0.10;
    public const double Serious = 0.25;

    /// <summary>With fewer values PSI is mostly noise: shown, but nothing is said about it.</summary>
    public const long FewestRows = 200;

    public static DriftLevel Of(double? psi, long n) => (psi, n) switch
    {
        (null, _) => DriftLevel.NoData,
        (_, < FewestRows) => DriftLevel.TooFewRows,
        ( >= Serious, _) => DriftLevel.Serious,
        ( >= Warning, _) => DriftLevel.Warning,
        _ => DriftLevel.Calm,
    };
}
