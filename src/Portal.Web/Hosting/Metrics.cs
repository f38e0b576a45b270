using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Portal.Integrations;
using Portal.Promotions;
using Portal.Shared;

namespace Portal.Web.Hosting;

/// <summary>
/// The process' instruments as Prometheus text 0.0.4. The framework's own meters are read by a listener; an exporter package for
/// this does not restore, and the format is a page long (src/ARCHITECTURE.md, "Written by hand").
/// </summary>
internal sealed class Metrics : IDisposable
{
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime", "Portal",
    ];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new();
    private readonly Lock _scrape = new();

    public Metrics(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The framework's meters belong to one host; another host in this process has its own.
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters)))
                listener.EnableMeasurementEvents(instrument, new MetricFamily(instrument));
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Take(family, value, tags));
        _listener.Start();
        Instruments.Announce(Enum.GetNames<Verdict>(), Enum.GetNames<DeliveryKind>());
    }

    /// <summary>One scrape at a time: what instruments report when asked is gathered anew for each.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        lock (_scrape)
        {
            foreach (var family in _families.Values)
                family.Forget();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Families appear with their first measurement, so that none is written without a sample.</summary>
    private void Take(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (state is MetricFamily published)
            _families.GetOrAdd(published.Name, published).Take(MetricText.Labels(tags), value);
    }
}

internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
}
