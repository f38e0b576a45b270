using Portal.Statistics.Alerts;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring.Alerts;

/// <summary>The rules over one more hour of a version; nothing but arithmetic.</summary>
/// <param name="Memory">What is remembered from now on.</param>
/// <param name="Moves">What has changed, with the figures and the window that it rests on.</param>
/// <param name="Says">Whether some window had rows enough to say something.</param>
internal sealed record HourLook(AlertMemory Memory, IReadOnlyList<AlertMove> Moves, bool Says)
{
    public static HourLook Of(AlertMemory before, IReadOnlyList<WatchedFeature> features, HourCounts? hour, DateTimeOffset start, AlertRule rule)
    {
        var end = start + StoredHours.Hour;
        Dictionary<string, GrowingWindow> windows = new(before.Windows, StringComparer.Ordinal);
        List<FeatureCounts> full = [], grown = [];
        foreach (var feature in features)
        {
            if (Grown(windows.GetValueOrDefault(feature.Name), hour, feature, start) is not { } window)
                continue;

            windows[feature.Name] = window;
            var counts = new FeatureCounts(feature.Name, feature.IsOutput, feature.Bins, window.Counts);
            if (HasSample(counts, rule)) full.Add(counts);
            else if (end - window.From >= GrowingWindow.Longest) grown.Add(counts);
        }

        List<AlertMove> moves = [];
        var book = before.Book;
        book = Judge(book, full, WindowKind.Sampled);
        book = Judge(book, grown, WindowKind.GrownInFull);
        foreach (var counts in full.Concat(grown))
            windows.Remove(counts.Feature);
        return new HourLook(new AlertMemory(book, windows), moves, full.Count > 0);

        AlertBook Judge(AlertBook from, List<FeatureCounts> judged, WindowKind kind)
        {
            if (judged.Count == 0)
                return from;

            var evaluation = ModelEvaluation.Of(judged, features.Count(feature => !feature.IsOutput));
            var (next, changes) = from.Next(evaluation, rule, kind);
            moves.AddRange(changes.Select(change => new AlertMove(
                change, evaluation.Features.FirstOrDefault(figures => figures.Feature == change.Feature), windows.GetValueOrDefault(change.Feature) is { } window ? window.From : start, end,
                windows.GetValueOrDefault(change.Feature)?.Counts)));
            return next;
        }
    }

    private static GrowingWindow? Grown(GrowingWindow? before, HourCounts? hour, WatchedFeature feature, DateTimeOffset start)
    {
        // Bins of another baseline do not fit: what was counted in them says nothing here.
        if (before is not null && before.Counts.Counts.Length != feature.Bins.Size)
            before = null;
        return hour is not null && hour.Features.TryGetValue(feature.Name, out var counts) && counts.Counts.Length == feature.Bins.Size && counts.Rows > 0
            ? (before ?? new GrowingWindow(start, feature.Bins.NewCounts())).With(counts)
            : before;
    }

    /// <summary>Enough values; or so many are missing that this is what there is to say.</summary>
    private static bool HasSample(FeatureCounts counts, AlertRule rule)
    {
        if (counts.Current.Rows < FeatureFigures.EnoughRows)
            return false;

        var figures = FeatureFigures.Of(counts);
        return figures.IsEnough || rule.Judge(figures, DriftMetric.Missing) >= DriftVerdict.Warning;
    }
}

/// <summary>A change, and what it rests on.</summary>
/// <param name="Change">What has changed.</param>
/// <param name="Figures">Of the feature; absent of many at once.</param>
/// <param name="From">Where the window begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Counts">What lies in it.</param>
internal sealed record AlertMove(AlertChange Change, FeatureFigures? Figures, DateTimeOffset From, DateTimeOffset To, BinCounts? Counts);
