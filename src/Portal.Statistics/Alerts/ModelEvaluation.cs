using Portal.Statistics.Experiments;

namespace Portal.Statistics.Alerts;

/// <summary>All features of one model at the end of a window, looked at together.</summary>
/// <param name="Features">Those whose window is over.</param>
/// <param name="Inputs">How many features the model takes.</param>
public sealed record ModelEvaluation(IReadOnlyList<FeatureFigures> Features, int Inputs)
{
    public static ModelEvaluation Of(IReadOnlyList<FeatureCounts> features, int inputs)
    {
        ArgumentNullException.ThrowIfNull(features);

        var figures = features.Select(FeatureFigures.Of).ToArray();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. figures.Select(one => one.P)]);
        return new ModelEvaluation([.. figures.Select((one, index) => one with { AdjustedP = adjusted[index] })], inputs);
    }
}
