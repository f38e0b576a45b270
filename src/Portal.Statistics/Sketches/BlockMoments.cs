using System.Numerics;
using System.Runtime.InteropServices;

namespace Portal.Statistics.Sketches;

/// <summary>
/// The moments of values that lie beside each other: their mean first, then their squares around it, several at a time. What is
/// not finite is left out.
/// </summary>
internal static class BlockMoments
{
    private const int Piece = 512;

    /// <summary>Null when a value is so large that it has to be added by itself.</summary>
    public static Moments? Of(ReadOnlySpan<double> values)
    {
        var (sum, minimum, maximum) = Sum(values);

        // One that is not finite shows in the sum; so does a sum of large ones that leaves what a double holds.
        return double.IsFinite(sum) ? Of(values, sum, minimum, maximum) : OfFinite(values);
    }

    private static Moments? Of(ReadOnlySpan<double> values, double sum, double minimum, double maximum)
    {
        if (values.IsEmpty) return Moments.None;
        if (minimum < -Moments.LargestAdded || maximum > Moments.LargestAdded) return null;

        var mean = sum / values.Length;
        return new Moments(values.Length, mean, Squares(values, mean), minimum + 0.0, maximum + 0.0);
    }

    private static Moments? OfFinite(ReadOnlySpan<double> values)
    {
        Span<double> piece = stackalloc double[Piece];
        var moments = Moments.None;
        for (var i = 0; i < values.Length;)
        {
            var taken = 0;
            for (; i < values.Length && taken < Piece; i++)
            {
                piece[taken] = values[i];
                taken += double.IsFinite(values[i]) ? 1 : 0;
            }

            var (sum, minimum, maximum) = Sum(piece[..taken]);
            if (Of(piece[..taken], sum, minimum, maximum) is not { } more) return null;
            moments = moments.Merge(more);
        }

        return moments;
    }

    private static (double Sum, double Minimum, double Maximum) Sum(ReadOnlySpan<double> values)
    {
        var whole = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (sums, odd, least, greatest) = (Vector<double>.Zero, Vector<double>.Zero, new Vector<double>(double.PositiveInfinity), new Vector<double>(double.NegativeInfinity));
        var i = 0;
        for (; i + 1 < whole.Length; i += 2)
        {
            var (one, other) = (whole[i], whole[i + 1]);
            sums += one;
            odd += other;
            least = Vector.MinNative(least, Vector.MinNative(one, other));
            greatest = Vector.MaxNative(greatest, Vector.MaxNative(one, other));
        }

        var (sum, minimum, maximum) = (Vector.Sum(sums + odd), double.PositiveInfinity, double.NegativeInfinity);
        for (var lane = 0; lane < Vector<double>.Count; lane++) (minimum, maximum) = (Math.Min(minimum, least[lane]), Math.Max(maximum, greatest[lane]));
        foreach (var value in values[(i * Vector<double>.Count)..]) (sum, minimum, maximum) = (sum + value, Math.Min(minimum, value), Math.Max(maximum, value));
        return (sum, minimum, maximum);
    }

    private static double Squares(ReadOnlySpan<double> values, double mean)
    {
        var whole = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (squares, odd, means) = (Vector<double>.Zero, Vector<double>.Zero, new Vector<double>(mean));
        var i = 0;
        for (; i + 1 < whole.Length; i += 2)
        {
            var (one, other) = (whole[i] - means, whole[i + 1] - means);
            squares += one * one;
            odd += other * other;
        }

        var sum = Vector.Sum(squares + odd);
        foreach (var value in values[(i * Vector<double>.Count)..]) sum += (value - mean) * (value - mean);
        return sum;
    }
}
