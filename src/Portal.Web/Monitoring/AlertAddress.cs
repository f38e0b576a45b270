using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Web.Findings;

namespace Portal.Web.Monitoring;

/// <summary>What an address asks of the list of alerts. Pages pass over what is no choice, downloads refuse it by name.</summary>
public sealed record AlertAddress(AlertFilter Filter, IReadOnlyList<Fault> Faults)
{
    public const string Mine = "me";
    public const string Nobodys = "nobody";

    public static readonly IReadOnlyList<string> Filtering = ["state", "severity", "metric", "who", "system"];

    public static AlertAddress Read(Func<string, IReadOnlyList<string>> valuesOf, PersonId? reader)
    {
        var address = new ListAddress(valuesOf);
        var who = address.Last("who");
        if (who is not (null or Mine or Nobodys))
            address.Fault("who", $"It is one of {Mine}, {Nobodys}.");
        return new AlertAddress(
            new AlertFilter
            {
                Standings = address.Chosen<AlertStanding>("state"),
                Severities = address.Chosen<AlertSeverity>("severity"),
                Metrics = address.Chosen<AlertMetric>("metric"),
                System = address.Text("system"),
                TakenBy = who == Mine ? reader : null,
                OnlyUntaken = who == Nobodys,
            },
            address.Faults);
    }
}
