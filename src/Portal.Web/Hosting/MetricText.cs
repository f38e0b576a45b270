using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Portal.Web.Hosting;

internal enum MetricKind
{
    /// <summary>Increments that add up.</summary>
    Counter = 1,

    /// <summary>A sum that the instrument reports when asked.</summary>
    ObservedCounter,

    /// <summary>Ups and downs that add up.</summary>
    UpDown,

    /// <summary>A value that is set; the last one stands.</summary>
    Gauge,

    /// <summary>A value that the instrument reports when asked.</summary>
    ObservedGauge,

    Histogram,
}

/// <summary>How instruments, labels and values are written: names as Prometheus wants them, not as OpenTelemetry gives them.</summary>
internal static class MetricText
{
    private static readonly HashSet<string> LabelNames =
    [
        "http.request.method", "http.response.status_code", "http.route", "gc.heap.generation", "cpu.mode", "kind", "outcome", "verdict",
    ];

    /// <summary>Declared as counters by the runtime, but they go down again.</summary>
    private static readonly HashSet<string> NoCounters = ["dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length"];

    public static MetricKind KindOf(Instrument instrument)
    {
        if (NoCounters.Contains(instrument.Name))
            return MetricKind.ObservedGauge;

        var type = instrument.GetType() is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : null;
        return type switch
        {
            _ when type == typeof(Counter<>) => MetricKind.Counter,
            _ when type == typeof(ObservableCounter<>) => MetricKind.ObservedCounter,
            _ when type == typeof(UpDownCounter<>) => MetricKind.UpDown,
            _ when type == typeof(Histogram<>) => MetricKind.Histogram,
            _ when instrument.IsObservable => MetricKind.ObservedGauge,
            _ => MetricKind.Gauge,
        };
    }

    public static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.ObservedCounter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>
    /// Base units as the suffix, <c>_total</c> on counters and on nothing else. <c>_count</c> belongs to histograms, so a gauge
    /// that ends in it ends in <c>_number</c>.
    /// </summary>
    public static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return KindOf(instrument) switch
        {
            MetricKind.Counter or MetricKind.ObservedCounter => name.EndsWith("_total", StringComparison.Ordinal) ? name : name + "_total",
            MetricKind.Histogram => name,
            _ when name.EndsWith("_count", StringComparison.Ordinal) => name[..^"_count".Length] + "_number",
            _ => name,
        };
    }

    /// <summary>Labels from a fixed list only: no address, person or id can become one.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var parts = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
        {
            if (LabelNames.Contains(name) && value is not null)
                parts.Add($"{name.Replace('.', '_')}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        parts.Sort(StringComparer.Ordinal);
        return string.Join(',', parts);
    }

    public static void AppendHead(StringBuilder text, string name, string help, MetricKind kind) => text
        .Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(kind)).Append('\n');

    public static void AppendSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
