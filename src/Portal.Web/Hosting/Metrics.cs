using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Portal.Web.Hosting;

/// <summary>
/// The process' instruments as Prometheus text 0.0.4. The framework's own meters are read by a listener; an exporter package for
/// this does not restore, and the format is a page long (src/ARCHITECTURE.md, "Written by hand").
/// </summary>
internal sealed class Metrics : IDisposable
{
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime", "Portal"];
    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly HashSet<string> Labels = ["http.request.method", "http.response.status_code", "http.route", "gc.heap.generation", "generation"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Family> _families = new();

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            family.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _families.GetOrAdd(instrument.Meter.Name + instrument.Name, _ => new Family(instrument)).Take(LabelText(tags), value);

    /// <summary>Labels from a fixed list only: no address, person or id can become one.</summary>
    private static string LabelText(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var parts = new List<string>();
        foreach (var (name, value) in tags)
        {
            if (Labels.Contains(name) && value is not null)
                parts.Add($"{name.Replace('.', '_')}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
        }

        parts.Sort(StringComparer.Ordinal);
        return string.Join(',', parts);
    }

    private sealed class Family(Instrument instrument)
    {
        private readonly ConcurrentDictionary<string, Series> _series = new();
        private readonly InstrumentKind _kind = KindOf(instrument);

        public string Name { get; } = NameOf(instrument);

        public void Take(string labels, double value)
        {
            var series = _series.GetOrAdd(labels, _ => new Series());
            lock (series)
                series.Take(_kind, value);
        }

        public void Write(StringBuilder text)
        {
            text.Append("# HELP ").Append(Name).Append(' ').AppendLine((instrument.Description is { Length: > 0 } description ? description : instrument.Name).Replace("\n", " ", StringComparison.Ordinal));
            text.Append("# TYPE ").Append(Name).Append(' ').AppendLine(_kind switch { InstrumentKind.Histogram => "histogram", InstrumentKind.Sum or InstrumentKind.Observed => "counter", _ => "gauge" });
            foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                lock (series)
                    series.Write(text, Name, labels, _kind);
            }
        }

        private static InstrumentKind KindOf(Instrument instrument) => instrument.GetType().Name switch
        {
            "Counter`1" => InstrumentKind.Sum,
            "ObservableCounter`1" => InstrumentKind.Observed,
            "Histogram`1" => InstrumentKind.Histogram,
            "UpDownCounter`1" => InstrumentKind.UpDown,
            _ => InstrumentKind.Last,
        };

        private static string NameOf(Instrument instrument)
        {
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            var name = instrument.Name.Replace('.', '_');
            if (!name.EndsWith(unit, StringComparison.Ordinal))
                name += unit;
            return KindOf(instrument) is InstrumentKind.Sum or InstrumentKind.Observed && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
        }
    }

    private enum InstrumentKind { Sum = 1, Observed, UpDown, Last, Histogram }

    private sealed class Series
    {
        private readonly long[] _counts = new long[Buckets.Length];
        private long _count;
        private double _value;

        public void Take(InstrumentKind kind, double value)
        {
            _count++;
            _value = kind is InstrumentKind.Last or InstrumentKind.Observed ? value : _value + value;
            for (var bucket = 0; bucket < Buckets.Length && kind == InstrumentKind.Histogram; bucket++)
            {
                if (value <= Buckets[bucket])
                    _counts[bucket]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels, InstrumentKind kind)
        {
            if (kind != InstrumentKind.Histogram)
            {
                Line(text, name, labels, _value);
                return;
            }

            var lead = labels.Length > 0 ? labels + "," : "";
            for (var bucket = 0; bucket < Buckets.Length; bucket++)
                Line(text, name + "_bucket", $"{lead}le=\"{Buckets[bucket].ToString(CultureInfo.InvariantCulture)}\"", _counts[bucket]);
            Line(text, name + "_bucket", $"{lead}le=\"+Inf\"", _count);
            Line(text, name + "_sum", labels, _value);
            Line(text, name + "_count", labels, _count);
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}

internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4"))
            .AllowAnonymous().ExcludeFromDescription();
}
