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

/// <summary>Where the levels begin, by the policy in force; it ships with the customary bounds of PSI (Siddiqi, Credit Risk Scorecards, 2006).</summary>
public sealed record DriftLevels(double Warning, double Serious)
{
    /// <summary>With fewer values PSI is mostly noise: shown, but nothing is said about it.</summary>
    public const long FewestRows = 200;

    public DriftLevel Of(FeaturePoint point) => (point.Value, point.N) switch
    {
        (null, _) => DriftLevel.NoData,
        (_, < FewestRows) => DriftLevel.TooFewRows,
        ({ } psi, _) when psi >= Serious => DriftLevel.Serious,
        ({ } psi, _) when psi >= Warning => DriftLevel.Warning,
        _ => DriftLevel.Calm,
    };
}
