using System.Collections.Immutable;

namespace Portal.Statistics.Alerts;

/// <summary>What is remembered of a model from one evaluation to the next. The next one makes another book.</summary>
/// <param name="Tracks">Of the figures in which something moves, and of the features with an open alert; all others are calm.</param>
/// <param name="Open">The open alerts, one a feature.</param>
/// <param name="Upstream">How grave the open alert of many features is; absent when there is none.</param>
public sealed record AlertBook(ImmutableSortedDictionary<AlertKey, AlertTrack> Tracks, ImmutableSortedDictionary<string, OpenAlert> Open, AlertSeverity? Upstream)
{
    public static AlertBook Empty { get; } = new(ImmutableSortedDictionary.Create<AlertKey, AlertTrack>(Order.Instance), ImmutableSortedDictionary.Create<string, OpenAlert>(StringComparer.Ordinal), null);

    /// <summary>A book of what was written down.</summary>
    public static AlertBook Of(IEnumerable<KeyValuePair<AlertKey, AlertTrack>> tracks, IEnumerable<KeyValuePair<string, OpenAlert>> open, AlertSeverity? upstream) =>
        new(Empty.Tracks.AddRange(tracks), Empty.Open.AddRange(open), upstream);

    /// <summary>The book after one more evaluation, and what has changed.</summary>
    /// <param name="evaluation">What was found.</param>
    /// <param name="rule">By what it is judged.</param>
    /// <param name="windows">What the windows are like.</param>
    public (AlertBook Book, IReadOnlyList<AlertChange> Changes) Next(ModelEvaluation evaluation, AlertRule rule, WindowKind windows)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(rule);

        var outputs = evaluation.Features.Where(figures => figures.IsOutput).Select(figures => figures.Feature).ToHashSet(StringComparer.Ordinal);
        var tracks = Judged(evaluation, rule, windows);
        var moved = tracks.Where(track => track.Value.Held is not null).GroupBy(track => track.Key.Feature, track => track.Value.Held.GetValueOrDefault(), StringComparer.Ordinal).ToList();
        var several = moved.Count(severities => severities.Max() == AlertSeverity.Serious) >= rule.SeveralFeatures;
        var held = moved.ToDictionary(severities => severities.Key, severities => several || outputs.Contains(severities.Key) ? severities.Max() : AlertSeverity.Warning, StringComparer.Ordinal);
        var draft = new Draft(Open, Upstream, held);

        draft.CloseSettled(tracks.Where(track => !track.Value.IsSettled).Select(track => track.Key.Feature).ToHashSet(StringComparer.Ordinal));
        draft.Raise();
        draft.OpenHeld(evaluation.Inputs, outputs, rule.SeveralFeatures);

        var forgotten = tracks.Where(track => track.Value.IsForgettable && !draft.Open.ContainsKey(track.Key.Feature)).Select(track => track.Key);
        return (new AlertBook(tracks.RemoveRange(forgotten), draft.Open, draft.Upstream), draft.Changes);
    }

    private ImmutableSortedDictionary<AlertKey, AlertTrack> Judged(ModelEvaluation evaluation, AlertRule rule, WindowKind windows)
    {
        var tracks = Tracks.ToBuilder();
        foreach (var figures in evaluation.Features)
        {
            foreach (var metric in AlertRule.Metrics)
            {
                var key = new AlertKey(figures.Feature, metric);
                var verdict = windows == WindowKind.GrownInFull ? rule.JudgeFew(figures, metric) : rule.Judge(figures, metric);
                tracks[key] = Tracks.GetValueOrDefault(key, AlertTrack.New).With(verdict);
            }
        }

        return tracks.ToImmutable();
    }

    private sealed class Order : IComparer<AlertKey>
    {
        public static Order Instance { get; } = new();

        public int Compare(AlertKey one, AlertKey other) =>
            string.CompareOrdinal(one.Feature, other.Feature) is not 0 and var order ? order : one.Metric.CompareTo(other.Metric);
    }

    /// <summary>The changes of one evaluation while they are being made.</summary>
    private sealed class Draft(ImmutableSortedDictionary<string, OpenAlert> open, AlertSeverity? upstream, IReadOnlyDictionary<string, AlertSeverity> held)
    {
        private readonly List<AlertChange> _changes = [];

        public ImmutableSortedDictionary<string, OpenAlert> Open { get; private set; } = open;

        public AlertSeverity? Upstream { get; private set; } = upstream;

        public IReadOnlyList<AlertChange> Changes => _changes;

        public void CloseSettled(IReadOnlySet<string> unsettled)
        {
            foreach (var (feature, alert) in Open.Where(alert => !unsettled.Contains(alert.Key)))
            {
                Open = Open.Remove(feature);
                if (!alert.IsUpstream) _changes.Add(new AlertChange(feature, AlertAct.Closed, alert.Severity, []));
            }

            if (Upstream is not { } severity || Open.Values.Any(alert => alert.IsUpstream)) return;
            Upstream = null;
            _changes.Add(new AlertChange(AlertChange.OfMany, AlertAct.Closed, severity, []));
        }

        /// <summary>It is told again only when it becomes graver.</summary>
        public void Raise()
        {
            foreach (var (feature, alert) in Open.Where(alert => alert.Value.Severity == AlertSeverity.Warning && held.GetValueOrDefault(alert.Key) == AlertSeverity.Serious))
            {
                Open = Open.SetItem(feature, alert with { Severity = AlertSeverity.Serious });
                if (!alert.IsUpstream) _changes.Add(new AlertChange(feature, AlertAct.Raised, AlertSeverity.Serious, []));
            }

            if (Upstream != AlertSeverity.Warning || !Open.Values.Any(alert => alert is { IsUpstream: true, Severity: AlertSeverity.Serious })) return;
            Upstream = AlertSeverity.Serious;
            _changes.Add(new AlertChange(AlertChange.OfMany, AlertAct.Raised, AlertSeverity.Serious, UpstreamFeatures()));
        }

        /// <summary>What a model gives out follows its inputs, and is no sign of its own that what feeds it has broken.</summary>
        public void OpenHeld(int inputs, IReadOnlySet<string> outputs, int several)
        {
            var opening = held.Keys.Where(feature => !Open.ContainsKey(feature)).Order(StringComparer.Ordinal).ToList();
            var moved = opening.Count(feature => !outputs.Contains(feature));
            var isUpstream = Upstream is not null || (moved >= several && moved > AlertRule.UpstreamShare * inputs);
            foreach (var feature in opening)
            {
                Open = Open.Add(feature, new OpenAlert(held[feature], isUpstream));
                if (!isUpstream) _changes.Add(new AlertChange(feature, AlertAct.Opened, held[feature], []));
            }

            if (!isUpstream || Upstream is not null) return;
            Upstream = opening.Max(feature => held[feature]);
            _changes.Add(new AlertChange(AlertChange.OfMany, AlertAct.Opened, Upstream.GetValueOrDefault(), UpstreamFeatures()));
        }

        private IReadOnlyList<string> UpstreamFeatures() => [.. Open.Where(alert => alert.Value.IsUpstream).Select(alert => alert.Key)];
    }
}

/// <summary>What became of an alert.</summary>
/// <param name="Feature">Which one's; <see cref="OfMany"/> of the one alert of many features.</param>
/// <param name="Act">What happened to it.</param>
/// <param name="Severity">How grave it is now; of one that closed, how grave it was.</param>
/// <param name="Features">Of the one alert of many features, which.</param>
public sealed record AlertChange(string Feature, AlertAct Act, AlertSeverity Severity, IReadOnlyList<string> Features)
{
    public const string OfMany = "";

    public bool IsOfMany => Feature == OfMany;
}

/// <summary>What happens to an alert.</summary>
public enum AlertAct { Opened = 1, Raised, Closed }

/// <summary>What an evaluation rests on.</summary>
public enum WindowKind
{
    /// <summary>Windows with their sample.</summary>
    Sampled = 1,

    /// <summary>Windows that have grown for as long as they may, and have too few rows.</summary>
    GrownInFull,
}
