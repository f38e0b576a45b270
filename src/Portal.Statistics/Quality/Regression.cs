using Portal.Statistics.Intervals;
using Portal.Statistics.Sketches;

namespace Portal.Statistics.Quality;

/// <summary>How far predicted numbers are from what came. A figure of fewer than two rows is null.</summary>
/// <param name="N">Rows.</param>
/// <param name="Rmse">√ of the mean squared error; its interval is that of the mean, each end under the root.</param>
/// <param name="Mae">Mean of |predicted − actual|.</param>
/// <param name="Mape">Mean of |predicted − actual| / |actual|, a share and not a percentage, over the rows whose actual is not 0; its n says how many.</param>
/// <param name="Bias">Mean of predicted − actual.</param>
public sealed record Regression(long N, Estimate? Rmse, Estimate? Mae, Estimate? Mape, Estimate? Bias)
{
    // Its square's square, which the interval of the mean squared error needs, is still a number.
    private const double LargestError = 1e75;

    /// <exception cref="ArgumentException">The two differ in number, a value is not finite, or an error is too large to be squared.</exception>
    public static Regression Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        Rows.MustPair(actual, predicted.Length);
        Rows.MustPair(predicted, actual.Length);

        var errors = new double[actual.Length];
        var relative = new List<double>(actual.Length);
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = predicted[i] - actual[i];
            if (Math.Abs(errors[i]) > LargestError) throw new ArgumentException($"Row {i} is off by {errors[i]}, too much to be squared.", nameof(predicted));
            if (actual[i] != 0) relative.Add(Math.Min(Math.Abs(errors[i] / actual[i]), LargestError));
        }

        // Sorted, so that the order of the rows does not show in the last bit.
        Array.Sort(errors);
        relative.Sort();
        return new Regression(
            errors.Length,
            UnderRoot(MeanInterval.Of(Moments.Of(errors.Select(error => error * error)))),
            NotBelowZero(MeanInterval.Of(Moments.Of(errors.Select(Math.Abs)))),
            NotBelowZero(MeanInterval.Of(Moments.Of(relative))),
            MeanInterval.Of(Moments.Of(errors)));
    }

    private static Estimate? NotBelowZero(Estimate? mean) => mean is null ? null : mean with { Low = Math.Max(0, mean.Low) };

    private static Estimate? UnderRoot(Estimate? square) => NotBelowZero(square) is { } mean
        ? mean with { Value = Math.Sqrt(mean.Value), Low = Math.Sqrt(mean.Low), High = Math.Sqrt(mean.High), Method = "root of Student t of the mean, 95 %" }
        : null;
}
