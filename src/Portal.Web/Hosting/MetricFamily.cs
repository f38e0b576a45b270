using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Portal.Web.Hosting;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily(Instrument instrument)
{
    private static readonly double[] OfRequests = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, Series> _series = new();
    private readonly MetricKind _kind = MetricText.KindOf(instrument);

    // An instrument knows best which durations tell something: a request's or a connection's.
    private readonly double[] _bounds = (instrument as Instrument<double>)?.Advice?.HistogramBucketBoundaries is { Count: > 0 } advised ? [.. advised] : OfRequests;

    public string Name { get; } = MetricText.NameOf(instrument);

    public void Take(string labels, double value) => _series.GetOrAdd(labels, _ => new Series(_bounds)).Take(_kind, value);

    /// <summary>
    /// What instruments report when asked is their whole state: labels that we leave out are summed, and what is not reported
    /// any more is gone.
    /// </summary>
    public void Forget()
    {
        if (_kind is MetricKind.ObservedCounter or MetricKind.ObservedGauge)
            _series.Clear();
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
            return;

        MetricText.AppendHead(text, Name, instrument.Description is { Length: > 0 } description ? description : instrument.Name, _kind);
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            series.Write(text, Name, labels, _kind);
    }

    private sealed class Series(double[] bounds)
    {
        private readonly Lock _lock = new();
        private readonly long[] _within = new long[bounds.Length];
        private long _count;
        private double _value;

        public void Take(MetricKind kind, double value)
        {
            lock (_lock)
            {
                _count++;
                _value = kind == MetricKind.Gauge ? value : _value + value;
                for (var bucket = 0; bucket < bounds.Length && kind == MetricKind.Histogram; bucket++)
                {
                    if (value <= bounds[bucket])
                        _within[bucket]++;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels, MetricKind kind)
        {
            lock (_lock)
            {
                if (kind == MetricKind.Histogram)
                    WriteHistogram(text, name, labels);
                else
                    MetricText.AppendSample(text, name, labels, _value);
            }
        }

        private void WriteHistogram(StringBuilder text, string name, string labels)
        {
            var lead = labels.Length > 0 ? labels + "," : "";
            for (var bucket = 0; bucket < bounds.Length; bucket++)
                MetricText.AppendSample(text, name + "_bucket", $"{lead}le=\"{MetricText.Number(bounds[bucket])}\"", _within[bucket]);
            MetricText.AppendSample(text, name + "_bucket", lead + "le=\"+Inf\"", _count);
            MetricText.AppendSample(text, name + "_sum", labels, _value);
            MetricText.AppendSample(text, name + "_count", labels, _count);
        }
    }
}
