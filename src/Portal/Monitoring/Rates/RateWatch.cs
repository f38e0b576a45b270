using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;

namespace Portal.Monitoring.Rates;

/// <summary>What is remembered of a rate from when it goes over its level until it has settled: each minute is judged once, whichever node does.</summary>
public sealed class RateWatch : IVersioned
{
    /// <summary>It has settled after so many judgements in a row below half its level.</summary>
    public const int CalmEnough = 3;

    private RateWatch() { }

    internal RateWatch(VersionId version, Rate rate) => (ModelVersion, Metric, Of) = (version, rate.Metric, rate.Of);

    public VersionId ModelVersion { get; private set; }

    public AlertMetric Metric { get; private set; }

    /// <summary>See <see cref="Rate"/>.</summary>
    public string Of { get; private set; } = "";

    /// <summary>The gravest it was; absent before its first judgement.</summary>
    public AlertSeverity? Held { get; private set; }

    public DateTimeOffset JudgedUntil { get; private set; }

    /// <summary>Judgements in a row below half its level.</summary>
    public int Calm { get; private set; }

    public int Version { get; private set; }

    /// <summary>What comes of one more judgement; null when nothing does.</summary>
    internal AlertAct? Judge(Rate rate, DateTimeOffset until)
    {
        (JudgedUntil, Calm) = (until, rate.IsCalm ? Calm + 1 : 0);
        if (rate.Severity is { } severity && !(severity <= Held))
        {
            var act = Held is null ? AlertAct.Opened : AlertAct.Raised;
            Held = severity;
            return act;
        }

        return Calm >= CalmEnough ? AlertAct.Closed : null;
    }
}
