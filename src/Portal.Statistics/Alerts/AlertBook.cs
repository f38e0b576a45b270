using System.Collections.Immutable;

namespace Portal.Statistics.Alerts;

/// <summary>What is remembered of a model from one evaluation to the next. The next one makes another book.</summary>
/// <param name="Tracks">Of the figures in which something moves; all others are calm.</param>
/// <param name="Upstream">How grave the open alert of many features is; absent when there is none.</param>
public sealed record AlertBook(ImmutableSortedDictionary<AlertKey, AlertTrack> Tracks, AlertSeverity? Upstream)
{
    public static AlertBook Empty { get; } = new(ImmutableSortedDictionary.Create<AlertKey, AlertTrack>(Order.Instance), null);

    /// <summary>A book of what was written down.</summary>
    public static AlertBook Of(IEnumerable<KeyValuePair<AlertKey, AlertTrack>> tracks, AlertSeverity? upstream) => new(Empty.Tracks.AddRange(tracks), upstream);

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
        var seriousFeatures = tracks.Where(track => track.Value.Held == AlertSeverity.Serious).Select(track => track.Key.Feature).Distinct(StringComparer.Ordinal).Count();
        var draft = new Draft(tracks, Upstream, key => tracks[key].Held is AlertSeverity.Serious && (seriousFeatures >= rule.SeveralFeatures || outputs.Contains(key.Feature)) ? AlertSeverity.Serious : AlertSeverity.Warning);

        draft.CloseSettled();
        draft.Raise();
        draft.Open(evaluation.Inputs, outputs, rule.SeveralFeatures);

        return (new AlertBook(draft.Tracks.RemoveRange(draft.Tracks.Where(track => track.Value.IsForgettable).Select(track => track.Key)), draft.Upstream), draft.Changes);
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
    private sealed class Draft(ImmutableSortedDictionary<AlertKey, AlertTrack> tracks, AlertSeverity? upstream, Func<AlertKey, AlertSeverity> severityOf)
    {
        private readonly List<AlertChange> _changes = [];

        public ImmutableSortedDictionary<AlertKey, AlertTrack> Tracks { get; private set; } = tracks;

        public AlertSeverity? Upstream { get; private set; } = upstream;

        public IReadOnlyList<AlertChange> Changes => _changes;

        public void CloseSettled()
        {
            foreach (var (key, track) in Tracks.Where(track => track.Value is { Open: not null, IsSettled: true }))
            {
                Tracks = Tracks.SetItem(key, track with { Open = null, IsUpstream = false });
                if (!track.IsUpstream) _changes.Add(new AlertChange(key, AlertAct.Closed, track.Open.GetValueOrDefault(), []));
            }

            if (Upstream is not { } severity || Tracks.Values.Any(track => track.IsUpstream)) return;
            Upstream = null;
            _changes.Add(new AlertChange(AlertKey.Upstream, AlertAct.Closed, severity, []));
        }

        /// <summary>It is told again only when it becomes graver.</summary>
        public void Raise()
        {
            foreach (var (key, track) in Tracks.Where(track => track.Value.Open == AlertSeverity.Warning && severityOf(track.Key) == AlertSeverity.Serious))
            {
                Tracks = Tracks.SetItem(key, track with { Open = AlertSeverity.Serious });
                if (!track.IsUpstream) _changes.Add(new AlertChange(key, AlertAct.Raised, AlertSeverity.Serious, []));
            }

            if (Upstream != AlertSeverity.Warning || !Tracks.Values.Any(track => track is { IsUpstream: true, Open: AlertSeverity.Serious })) return;
            Upstream = AlertSeverity.Serious;
            _changes.Add(new AlertChange(AlertKey.Upstream, AlertAct.Raised, AlertSeverity.Serious, UpstreamFeatures()));
        }

        /// <summary>What a model gives out follows its inputs, and is no sign of its own that what feeds it has broken.</summary>
        public void Open(int inputs, IReadOnlySet<string> outputs, int several)
        {
            var opening = Tracks.Where(track => track.Value is { Open: null, Held: not null }).Select(track => track.Key).ToList();
            var features = opening.Select(key => key.Feature).Where(feature => !outputs.Contains(feature)).Distinct(StringComparer.Ordinal).Count();
            var isUpstream = Upstream is not null || (features >= several && features > AlertRule.UpstreamShare * inputs);
            foreach (var key in opening)
            {
                var severity = severityOf(key);
                Tracks = Tracks.SetItem(key, Tracks[key] with { Open = severity, IsUpstream = isUpstream });
                if (!isUpstream) _changes.Add(new AlertChange(key, AlertAct.Opened, severity, []));
            }

            if (!isUpstream || Upstream is not null) return;
            Upstream = opening.Max(severityOf);
            _changes.Add(new AlertChange(AlertKey.Upstream, AlertAct.Opened, Upstream.GetValueOrDefault(), UpstreamFeatures()));
        }

        private IReadOnlyList<string> UpstreamFeatures() => [.. Tracks.Where(track => track.Value.IsUpstream).Select(track => track.Key.Feature).Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>What became of an alert.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Act">What happened to it.</param>
/// <param name="Severity">How grave it is now; of one that closed, how grave it was.</param>
/// <param name="Features">Of the one alert of many features, which.</param>
public sealed record AlertChange(AlertKey Key, AlertAct Act, AlertSeverity Severity, IReadOnlyList<string> Features);

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
