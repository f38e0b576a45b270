using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portal.Statistics.Sketches;

/// <summary>
/// The moments of values that lie beside each other: their mean first, then their squares around it, several at a time. What is
/// not finite is left out; what is too large counts as <see cref="Moments.LargestAdded"/>.
/// </summary>
internal static class BlockMoments
{
    private static readonly Vector<double> _largest = new(Moments.LargestAdded);
    private static readonly Vector<double> _finite = new(double.MaxValue);
    private static readonly Vector<double> _infinite = new(double.PositiveInfinity);

    public static Moments Of(ReadOnlySpan<double> values)
    {
        var whole = MemoryMarshal.Cast<double, Vector<double>>(values);
        var rest = values[(whole.Length * Vector<double>.Count)..];
        var (n, sum, minimum, maximum) = Sum(whole, rest);
        if (n == 0) return Moments.None;

        var mean = sum / n;
        return new Moments(n, mean, Squares(whole, rest, mean), minimum + 0.0, maximum + 0.0);
    }

    /// <summary>What a finite value adds to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Added(double value) => double.MinNative(double.MaxNative(value, -Moments.LargestAdded), Moments.LargestAdded);

    private static (long N, double Sum, double Minimum, double Maximum) Sum(ReadOnlySpan<Vector<double>> whole, ReadOnlySpan<double> rest)
    {
        var (n, sums, least, greatest) = (Vector<long>.Zero, Vector<double>.Zero, _infinite, -_infinite);
        foreach (var values in whole)
        {
            var isFinite = IsFinite(values);
            var added = Added(values);
            n -= isFinite;
            sums += Vector.ConditionalSelect(isFinite, added, Vector<double>.Zero);
            least = Vector.Min(least, Vector.ConditionalSelect(isFinite, added, _infinite));
            greatest = Vector.Max(greatest, Vector.ConditionalSelect(isFinite, added, -_infinite));
        }

        var (count, sum, minimum, maximum) = (Vector.Sum(n), Vector.Sum(sums), double.PositiveInfinity, double.NegativeInfinity);
        for (var lane = 0; lane < Vector<double>.Count; lane++) (minimum, maximum) = (Math.Min(minimum, least[lane]), Math.Max(maximum, greatest[lane]));
        foreach (var value in rest)
        {
            if (!double.IsFinite(value)) continue;
            var added = Added(value);
            (count, sum, minimum, maximum) = (count + 1, sum + added, Math.Min(minimum, added), Math.Max(maximum, added));
        }

        return (count, sum, minimum, maximum);
    }

    private static double Squares(ReadOnlySpan<Vector<double>> whole, ReadOnlySpan<double> rest, double mean)
    {
        var (squares, means) = (Vector<double>.Zero, new Vector<double>(mean));
        foreach (var values in whole)
        {
            var step = Vector.ConditionalSelect(IsFinite(values), Added(values) - means, Vector<double>.Zero);
            squares += step * step;
        }

        var sum = Vector.Sum(squares);
        foreach (var value in rest)
        {
            if (double.IsFinite(value)) sum += (Added(value) - mean) * (Added(value) - mean);
        }

        return sum;
    }

    // A comparison with NaN is false.
    private static Vector<long> IsFinite(Vector<double> values) => Vector.LessThanOrEqual(Vector.Abs(values), _finite);

    private static Vector<double> Added(Vector<double> values) => Vector.Min(Vector.Max(values, -_largest), _largest);
}
