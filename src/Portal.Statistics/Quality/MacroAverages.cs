using Portal.Statistics.Intervals;

namespace Portal.Statistics.Quality;

/// <summary>
/// Means over the classes, each class weighing the same however rare (Sokolova and Lapalme, A systematic analysis of performance
/// measures for classification tasks, Information Processing and Management 45, 2009). A class that is never predicted has a
/// precision of 0, one that never occurs a recall of 0. Intervals are resampled, see <see cref="Resampling"/>. Null without rows.
/// </summary>
public sealed record MacroAverages(Estimate? Precision, Estimate? Recall, Estimate? F1)
{
    /// <summary>Counts rows of numbered classes.</summary>
    /// <param name="labels">Numbers from 0 on, one a class.</param>
    /// <param name="predictions">The same.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">The two differ in number, or a class is not among them.</exception>
    public static MacroAverages Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes)
    {
        if (labels.Length != predictions.Length) throw new ArgumentException($"{predictions.Length} predictions do not pair with {labels.Length} labels.", nameof(predictions));

        var rows = new (int Label, int Prediction)[labels.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes || (uint)predictions[i] >= (uint)classes) throw new ArgumentException($"Row {i} is of no class under {classes}.", nameof(labels));
            rows[i] = (labels[i], predictions[i]);
        }

        Array.Sort(rows);
        var tally = new Tally(classes);
        return new MacroAverages(
            Resampling.Of(rows, drawn => tally.Mean(drawn.Span, Tally.Precision), least: 0, most: 1),
            Resampling.Of(rows, drawn => tally.Mean(drawn.Span, Tally.Recall), least: 0, most: 1),
            Resampling.Of(rows, drawn => tally.Mean(drawn.Span, Tally.F1), least: 0, most: 1));
    }

    /// <summary>Counts per class, used again for each draw.</summary>
    private sealed class Tally(int classes)
    {
        private readonly long[] _hits = new long[classes];
        private readonly long[] _labelled = new long[classes];
        private readonly long[] _predicted = new long[classes];

        public static double Precision(long hits, long labelled, long predicted) => predicted > 0 ? (double)hits / predicted : 0;

        public static double Recall(long hits, long labelled, long predicted) => labelled > 0 ? (double)hits / labelled : 0;

        public static double F1(long hits, long labelled, long predicted) => 2.0 * hits / (labelled + predicted);

        /// <summary>Over the classes that occur in the rows, as label or as prediction.</summary>
        public double? Mean(ReadOnlySpan<(int Label, int Prediction)> rows, Func<long, long, long, double> figure)
        {
            Array.Clear(_hits);
            Array.Clear(_labelled);
            Array.Clear(_predicted);
            foreach (var (label, prediction) in rows)
            {
                _labelled[label]++;
                _predicted[prediction]++;
                if (label == prediction) _hits[label]++;
            }

            var (sum, occurring) = (0.0, 0);
            for (var i = 0; i < _hits.Length; i++)
            {
                if (_labelled[i] + _predicted[i] == 0) continue;
                sum += figure(_hits[i], _labelled[i], _predicted[i]);
                occurring++;
            }

            return occurring > 0 ? sum / occurring : null;
        }
    }
}
