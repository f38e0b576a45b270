using System.Text.Json;
using MathNet.Numerics.Statistics;
using Portal.Statistics.Drift;
using Portal.Statistics.Experiments;
using Portal.Statistics.Sketches;
using Figures = System.Collections.Generic.Dictionary<string, object?>;

namespace Portal.Statistics.Tests.Reference;

/// <summary>What this library makes of two sets of values, under the names of <c>expected.json</c>.</summary>
internal static class ComputedDrift
{
    public static Figures Numeric(string name)
    {
        var (_, reference, current) = ReferenceValues.Numeric(name);
        var drift = NumericDrift.Of(reference, current);

        return With(
            new Figures
            {
                ["reference"] = Side(drift.Reference.Rows, drift.Reference.Missing, drift.Reference.Invalid),
                ["current"] = Side(drift.Current.Rows, drift.Current.Missing, drift.Current.Invalid),
                ["insufficient"] = drift.Divergences is null && drift.KolmogorovSmirnov is null && drift.Wasserstein is null,
                ["binning"] = drift.Bins.IsDiscrete ? "discrete" : "quantile",
                ["edges"] = drift.Bins.DecileEdges,
                ["atoms"] = drift.Bins.DecileAtoms,
                ["ks"] = drift.KolmogorovSmirnov?.Statistic,
                ["ks_p_limit"] = drift.KolmogorovSmirnov?.PLimit,
                ["ks_p_stephens"] = drift.KolmogorovSmirnov?.PStephens,
                ["ks_p_exact"] = drift.KolmogorovSmirnov?.PExact,
                ["wasserstein"] = drift.Wasserstein?.Distance,
                ["wasserstein_norm"] = drift.Wasserstein?.Normalised,
                ["mean_ref"] = drift.Reference.Mean,
                ["mean_cur"] = drift.Current.Mean,
                ["std_ref_ddof1"] = drift.Reference.StandardDeviation,
                ["std_cur_ddof1"] = drift.Current.StandardDeviation,
                ["quantiles_ref"] = Quantiles(drift.Reference),
                ["quantiles_cur"] = Quantiles(drift.Current),
                ["welch"] = Of(Welch.Of(drift.Reference, drift.Current)),
            },
            Of(drift.Divergences, drift.ReferenceCounts, drift.CurrentCounts));
    }

    public static Figures Categorical(string name)
    {
        var (_, reference, current) = ReferenceValues.Categorical(name);
        var drift = CategoricalDrift.Of(reference, current);

        return With(
            new Figures
            {
                ["reference"] = Side(drift.Bins.ReferenceRows, drift.Bins.ReferenceMissing, drift.Bins.ReferenceInvalid),
                ["current"] = Side(drift.Current.Rows, drift.Current.Missing, drift.Current.Invalid),
                ["categories"] = (string[])[.. drift.Bins.Categories, "other"],
                ["unseen"] = drift.Unseen,
                ["unseen_rate"] = drift.UnseenRate?.Value,
                ["chi2"] = drift.ChiSquare.Statistic,
                ["df"] = drift.ChiSquare.DegreesOfFreedom,
                ["p"] = drift.ChiSquare.P,
                ["cramers_v"] = drift.ChiSquare.CramersV,
                ["min_expected"] = drift.ChiSquare.MinimumExpected,
                ["chi2_gof"] = drift.ChiSquare.Fit?.Statistic,
                ["chi2_gof_p"] = drift.ChiSquare.Fit?.P,
            },
            Of(drift.Divergences, [.. drift.Bins.ReferenceCounts], [.. drift.Current.Counts]));
    }

    public static Figures QuantilesOf(JsonElement given)
    {
        double[] values = [.. given.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        return With(new Figures { ["values"] = values }, Quantiles(Sample.Of(values)));
    }

    private static Figures Of(Divergences? found, IReadOnlyList<long> reference, IReadOnlyList<long> current) => found is null ? [] : new Figures
    {
        ["bins"] = reference.Count,
        ["bins_used"] = found.Stability.BinsUsed,
        ["ref_counts"] = reference,
        ["cur_counts"] = current,
        ["psi"] = found.Stability.Psi,
        ["psi_floor"] = found.PsiFloor,
        ["psi_raw"] = found.PsiRaw,
        ["kl_cur_ref"] = found.KlCurrentReference,
        ["kl_ref_cur"] = found.KlReferenceCurrent,
        ["js_distance"] = found.JsDistance,
        ["js_divergence"] = found.JsDivergence,
        ["hellinger"] = found.Hellinger,
        ["total_variation"] = found.TotalVariation,
        ["binned_ks"] = found.BinnedKs,
    };

    private static Figures? Of(Welch? test) => test is null ? null : new Figures
    {
        ["t"] = test.T,
        ["df"] = test.DegreesOfFreedom,
        ["p"] = test.P,
        ["diff"] = test.Difference.Value,
        ["ci95"] = (double[])[test.Difference.Low, test.Difference.High],
    };

    // Type 8 is not ours but MathNet's own choice: it is asserted to show that the two differ where they do.
    private static Figures Quantiles(Sample sample)
    {
        var figures = new Figures();
        foreach (var percent in (int[])[50, 90, 95, 99])
        {
            figures[$"p{percent}_R7"] = sample.Quantile(percent / 100.0);
            figures[$"p{percent}_R8"] = sample.N == 0 ? null : SortedArrayStatistics.Quantile([.. sample.Values], percent / 100.0);
        }

        return figures;
    }

    private static Figures Side(long n, long missing, long invalid) => new() { ["n"] = n, ["missing"] = missing, ["invalid"] = invalid };

    private static Figures With(Figures figures, Figures others) => new(figures.Concat(others));
}
