using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Portal.Statistics.Alerts;
using Portal.Statistics.Drift;
using Portal.Statistics.Quality;
using Portal.Statistics.Sketches;

namespace Portal.Benchmarks.Statistics;

/// <summary>How long figures of a million rows take on one core, beside NumPy, SciPy and scikit-learn in the same run.</summary>
internal static class StatisticsLoad
{
    private const int Features = 50;
    private const int Rounds = 5;
    private const double MostMegabytes = 300;
    private const double LeastTimesNumpy = 8;

    private static readonly TimeSpan MostToEvaluate = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostFromRows = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostFromCounts = TimeSpan.FromMilliseconds(2);

    public static async Task<int> Run(int count)
    {
        if (OperatingSystem.IsLinux()) Process.GetCurrentProcess().ProcessorAffinity = 1;
        var folder = Directory.CreateTempSubdirectory("portal-statistics-load-").FullName;
        try
        {
            List<Measured> measured = [Evaluation(count, folder, out var megabytes), .. Drift(count, folder)];
            var rival = await Rival.Run(folder);
            Console.WriteLine($"{count:N0} rows, one core; best of {Rounds}");
            foreach (var one in measured) Say(one, rival.GetValueOrDefault(one.Key));
            Console.WriteLine($"{"memory of the whole process at its peak, evaluating",-64}{megabytes,10:0} MB");
            if (rival.Count == 0) Console.WriteLine($"For the comparison: {Rival.HowToInstall}");

            var isFast = rival.GetValueOrDefault("fill") is not { } numpy || numpy.Seconds / measured.Single(one => one.Key == "fill").Took.TotalSeconds >= LeastTimesNumpy;
            return count <= 1_000_000 && megabytes <= MostMegabytes && isFast && measured.All(one => one.Took <= one.Most) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measured Evaluation(int count, string folder, out double megabytes)
    {
        var rows = Rows.Of(count);
        rows.WriteTo(folder);
        var partitions = rows.Partitions;
        SegmentedEvaluation? found = null;
        var took = Best(() => found = Evaluated(rows, partitions));
        megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024;
        return new Measured("evaluate", "evaluation over all rows, 5 segments, 3 groups, with fairness", took, MostToEvaluate, found?.Overall.Auc?.Value);
    }

    // Figures are computed when they are read: all of them are.
    private static SegmentedEvaluation Evaluated(Rows rows, IReadOnlyList<Partition> partitions)
    {
        var found = SegmentedEvaluation.Of(rows.Labels, rows.Predictions, rows.Scores, partitions, default);
        foreach (var figures in found.Partitions.SelectMany(partition => partition.Parts.Values).Append(found.Overall))
        {
            if (new[] { figures.Counts.Accuracy, figures.Counts.Precision, figures.Counts.Recall, figures.Counts.F1, figures.Counts.FalsePositiveRate, figures.Auc, figures.Calibration?.ExpectedError, figures.Calibration?.LogLoss }.Any(figure => figure is null))
                throw new InvalidOperationException("A figure is missing.");
        }

        var fairness = found.Partitions[1].Fairness;
        return fairness is { DemographicParityDifference: not null, EqualizedOddsDifference: not null } && fairness.Between("B", "A") is { DisparateImpactInterval: not null }
            ? found
            : throw new InvalidOperationException("Fairness is missing.");
    }

    private static IEnumerable<Measured> Drift(int count, string folder)
    {
        double[] reference = Normal(count, 0, 1), values = Normal(count, 0.1, 2);
        var bins = NumericBins.Freeze(reference);
        Rows.Write(folder, "reference", MemoryMarshal.AsBytes(reference.AsSpan()));
        Rows.Write(folder, "values", MemoryMarshal.AsBytes(values.AsSpan()));
        Rows.Write(folder, "edges", MemoryMarshal.AsBytes(bins.Edges.AsSpan()));

        var counts = bins.NewCounts();
        yield return new Measured("fill", "filling 100 bins with counts, sums and moments", Best(() => { counts = bins.NewCounts(); bins.Count(values, counts); }), TimeSpan.MaxValue, counts.Counts[0]);
        yield return new Measured("features", $"drift of {Features} features from rows", Best(() =>
        {
            for (var feature = 0; feature < Features; feature++)
            {
                var filled = bins.NewCounts();
                bins.Count(values, filled);
                Divergence(bins.ReferenceCounts, filled.Counts);
            }
        }), MostFromRows, null);
        yield return new Measured("counts", $"drift of {Features} features from counts", Best(() =>
        {
            for (var feature = 0; feature < Features; feature++) Divergence(bins.ReferenceCounts, counts.Counts);
        }), MostFromCounts, null);
        yield return new Measured("alerts", $"{Features} features judged: PSI, JS, KS, Wasserstein, χ² from counts and sums", Best(() => Judge(bins, counts)), MostFromCounts, null);
        NumericDrift? drift = null;
        yield return new Measured("values", "drift of one feature over the values themselves", Best(() => drift = NumericDrift.Of(reference, values)), TimeSpan.MaxValue, drift?.KolmogorovSmirnov?.Statistic + drift?.Wasserstein?.Distance);
    }

    private static void Divergence(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (Divergences.Of(reference, current) is null || ChiSquare.Of(reference, current).DegreesOfFreedom == 0) throw new InvalidOperationException("A figure is missing.");
    }

    private static void Judge(NumericBins bins, BinCounts counts)
    {
        FeatureCounts[] features = [.. Enumerable.Range(0, Features).Select(feature => new FeatureCounts($"f{feature}", false, bins, counts))];
        var (_, changes) = AlertBook.Empty.Next(ModelEvaluation.Of(features, Features), new AlertRule(0.1, 0.25, 3), WindowKind.Sampled);
        if (changes.Count > 0) throw new InvalidOperationException("One evaluation opens nothing.");
    }

    private static double[] Normal(int count, double mean, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = mean + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }

    private static TimeSpan Best(Action act)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            act();
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
        }

        return best;
    }

    private static void Say(Measured measured, Rival.Took? rival) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{measured.What,-64}{measured.Took.TotalMilliseconds,10:0.00} ms{(rival is null ? "" : $"{rival.Seconds * 1000,12:0.00} ms in Python{rival.Seconds / measured.Took.TotalSeconds,9:0.0} times{(measured.Value is { } value ? $"   {value:0.000000} and {rival.Value:0.000000}" : "")}")}"));

    private sealed record Measured(string Key, string What, TimeSpan Took, TimeSpan Most, double? Value);
}
