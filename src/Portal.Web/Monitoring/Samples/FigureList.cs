using System.Globalization;
using Portal.Web.Api.Computing;

namespace Portal.Web.Monitoring.Samples;

/// <summary>The figures of a comparison as people read them; those that do not apply are left out.</summary>
internal static class FigureList
{
    public static IReadOnlyList<(string Name, string Value, string Means)> Of(DriftAnswer answer) =>
    [
        .. new (string Name, double? Value, string Means)[]
        {
            ("PSI", answer.Psi, "0.1 is customarily a warning, 0.25 serious; smoothed by half a count a bin"),
            ("Jensen-Shannon distance", answer.JsDistance, "0 to 1, base 2"),
            ("Hellinger", answer.Hellinger, "0 to 1"),
            ("Total variation", answer.TotalVariation, "the share that would have to move"),
            ("KL, current to reference", answer.KlCurrentReference, "in nats"),
            ("KL, reference to current", answer.KlReferenceCurrent, "in nats"),
            ("KS over bins", answer.BinnedKs, "largest distance of the cumulated shares"),
            ("Kolmogorov-Smirnov", answer.Ks, "over the values"),
            ("KS, p", answer.KsPStephens, "Stephens' approximation; not valid with heavy ties"),
            ("Wasserstein", answer.Distance, "in the unit of the values"),
            ("Wasserstein, normalised", answer.DistanceNormalised, "in standard deviations of the reference"),
            ("Mean of the reference", answer.MeanReference, ""),
            ("Mean of the current", answer.MeanCurrent, ""),
            ("Chi-square", answer.ChiSquareStatistic, $"homogeneity, {answer.DegreesOfFreedom} degrees of freedom"),
            ("Chi-square, p", answer.P, "significance is not size: look at Cramér's V"),
            ("Cramér's V", answer.CramersV, "0 to 1"),
            ("Unseen categories", answer.UnseenRate, "share of the current values whose category the reference has not"),
        }.Where(figure => figure.Value is not null).Select(figure => (figure.Name, Figure(figure.Value ?? 0), figure.Means)),
    ];

    private static string Figure(double value) => value is not 0 && Math.Abs(value) < 1e-4
        ? value.ToString("0.00e0", CultureInfo.InvariantCulture)
        : value.ToString("#,0.0000", CultureInfo.InvariantCulture).Replace('-', '−');
}
