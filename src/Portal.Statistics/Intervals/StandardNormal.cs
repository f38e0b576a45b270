using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Portal.Statistics.Intervals;

/// <summary>The normal and Student's distribution, as far as two-sided figures at 95 % need them.</summary>
internal static class StandardNormal
{
    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>P(|Z| ≥ |z|). The complementary function keeps small ones, which 1 − Φ would round away.</summary>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(|T| ≥ |t|) = I(df / (df + t²); df/2, ½) of Student's distribution.</summary>
    public static double TwoSidedStudent(double t, double degreesOfFreedom) =>
        SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));

    /// <summary>The 97.5 % point of Student's distribution.</summary>
    public static double Student95(double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975);
}
