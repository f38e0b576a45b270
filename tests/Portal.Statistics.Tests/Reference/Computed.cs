using System.Text.Json;
using Portal.Statistics.Experiments;
using Portal.Statistics.Fairness;
using Portal.Statistics.Intervals;
using Portal.Statistics.Quality;
using Portal.Statistics.Text;
using Figures = System.Collections.Generic.Dictionary<string, object?>;

namespace Portal.Statistics.Tests.Reference;

/// <summary>What this library makes of the data of a case, under the names of <c>expected.json</c>: tests, intervals, fairness and texts.</summary>
internal static class Computed
{
    public static Figures? TwoProportion(JsonElement given)
    {
        var (k1, n1, k2, n2) = Counts(given);
        return TwoProportions.Of(k1, n1, k2, n2) is not { } test ? null : new Figures
        {
            ["k1"] = k1,
            ["n1"] = n1,
            ["k2"] = k2,
            ["n2"] = n2,
            ["p1"] = test.First.Value,
            ["p2"] = test.Second.Value,
            ["diff"] = test.Difference.Value,
            ["z"] = test.Z,
            ["p"] = test.P,
            ["wald_ci"] = Ends(test.Wald),
            ["newcombe_ci"] = Ends(test.Difference),
        };
    }

    public static Figures WilsonScore(JsonElement given)
    {
        var (k, n) = (given.GetProperty("k").GetInt64(), given.GetProperty("n").GetInt64());
        return new Figures { ["k"] = k, ["n"] = n, ["ci"] = Wilson.Score(k, n) is { } interval ? Ends(interval) : null };
    }

    public static Figures? Sequential(JsonElement given)
    {
        var (k1, n1, k2, n2) = Counts(given);
        return ConfidenceSequence.OfProportions(k1, n1, k2, n2) is not { } sequence ? null : new Figures
        {
            ["k1"] = k1,
            ["n1"] = n1,
            ["k2"] = k2,
            ["n2"] = n2,
            ["alpha"] = 0.05,
            ["n_star"] = 5000,
            ["rho"] = sequence.Rho,
            ["half_width"] = sequence.HalfWidth,
            ["ci"] = Ends(sequence.Difference),
            ["fixed_half_width"] = sequence.FixedHalfWidth,
            ["significant"] = sequence.IsSignificant,
        };
    }

    public static Figures Adjusted(JsonElement given)
    {
        double[] p = [.. given.GetProperty("p").EnumerateArray().Select(value => value.GetDouble())];
        return new Figures
        {
            ["p"] = p,
            ["bonferroni"] = MultipleTesting.Bonferroni(p),
            ["holm"] = MultipleTesting.Holm(p),
            ["bh"] = MultipleTesting.BenjaminiHochberg(p),
            ["by"] = MultipleTesting.BenjaminiYekutieli(p),
        };
    }

    public static Figures Fairness(string name, JsonElement expected)
    {
        var (y, pred, group) = ReferenceValues.Fairness(name);
        var fairness = GroupFairness.Of(group.Select((key, i) => (y[i] == 1, pred[i] == 1, key)));
        var (unprivileged, privileged) = (expected.GetProperty("unprivileged").GetString()!, expected.GetProperty("privileged").GetString()!);
        var between = fairness.Between(unprivileged, privileged);
        return new Figures
        {
            ["groups"] = fairness.Groups.ToDictionary(pair => pair.Key, pair => (object?)Of(pair.Value)),
            ["demographic_parity_ratio"] = fairness.DemographicParityRatio,
            ["demographic_parity_difference"] = fairness.DemographicParityDifference?.Value,
            ["tpr_range"] = fairness.EqualOpportunityDifference?.Value,
            ["fpr_range"] = fairness.FalsePositiveRateDifference?.Value,
            ["equalized_odds_difference"] = fairness.EqualizedOddsDifference?.Value,
            ["complete"] = fairness.IsComplete,
            ["equal_opportunity_difference"] = fairness.EqualOpportunityDifference?.Value,
            ["disparate_impact"] = between?.DisparateImpact,
            ["statistical_parity_difference"] = between?.StatisticalParityDifference?.Value,
            ["average_odds_difference"] = between?.AverageOddsDifference,
            ["unprivileged"] = unprivileged,
            ["privileged"] = privileged,
        };
    }

    public static Figures Text(JsonElement given)
    {
        var (candidate, reference) = (given.GetProperty("candidate").GetString()!, given.GetProperty("reference").GetString()!);
        var (rouge, bleu) = (RougeL.Of(candidate, reference), Bleu.Of(candidate, reference));
        return new Figures
        {
            ["candidate"] = candidate,
            ["reference"] = reference,
            ["tokens_candidate"] = Tokens.Of(candidate),
            ["tokens_reference"] = Tokens.Of(reference),
            ["rouge_l"] = new Figures { ["lcs"] = rouge.Common, ["precision"] = rouge.Precision, ["recall"] = rouge.Recall, ["f1"] = rouge.F1 },
            ["bleu4"] = bleu.Score,
            ["bleu4_add1"] = bleu.Smoothed,
        };
    }

    private static Figures Of(ClassCounts group) => new()
    {
        ["n"] = group.N,
        ["tp"] = group.TruePositives,
        ["fp"] = group.FalsePositives,
        ["fn"] = group.FalseNegatives,
        ["tn"] = group.TrueNegatives,
        ["selection_rate"] = group.SelectionRate?.Value,
        ["tpr"] = group.Recall?.Value,
        ["fpr"] = group.FalsePositiveRate?.Value,
        ["selection_rate_wilson"] = group.SelectionRate is { } rate ? Ends(rate) : null,
    };

    private static (long K1, long N1, long K2, long N2) Counts(JsonElement given) =>
        (given.GetProperty("k1").GetInt64(), given.GetProperty("n1").GetInt64(), given.GetProperty("k2").GetInt64(), given.GetProperty("n2").GetInt64());

    private static double[] Ends(Interval interval) => [interval.Low, interval.High];

    private static double[] Ends(Estimate estimate) => [estimate.Low, estimate.High];
}
