using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Statistics.Alerts;
using Portal.Tests.Support;

namespace Portal.Tests.Monitoring.Alerts;

/// <summary>Hours of a bench, counted from noon.</summary>
internal static class Hours
{
    /// <summary>Rows in the middle of each hour.</summary>
    public static Task PostHours(this Bench bench, int from, int hours, double moved, int rows = 600) => bench.PostHours(from, hours, row => row, moved, rows);

    public static async Task PostHours(this Bench bench, int from, int hours, Func<string, string> change, double moved = 0, int rows = 600)
    {
        for (var hour = from; hour < from + hours; hour++)
            _ = (await bench.Post(change(Bench.Rows(House.Noon.AddHours(hour).AddMinutes(30), 0, rows, moved)))).Value;
        while (await bench.Fold() > 0)
        {
            // Until all are counted.
        }
    }

    /// <summary>A baseline of three inputs, of which half of the rows come over the web.</summary>
    public static Task BaselineOfThree(this Bench bench) => bench.Baseline(Enumerable.Range(0, 1000).Select(i => new EvaluationRow($"{i}", i % 4 == 0 ? "decline" : "approve", "approve", new Dictionary<string, FeatureValue>
    {
        ["channel"] = FeatureValue.Of(i % 2 == 0 ? "web" : "branch"),
        ["income"] = FeatureValue.Of(i),
        ["region"] = FeatureValue.Of(Bench.RegionOf(i)),
    })));

    /// <summary>Rows with the third input, as it was.</summary>
    public static string AsBefore(string rows) => WithChannel(rows, at => at % 2 == 0 ? "web" : "branch");

    /// <summary>Rows in which all three inputs are another thing, and what is predicted too.</summary>
    public static string AllMoved(string rows) => WithChannel(rows.Replace("south", "east").Replace("decline", "approve"), _ => "web");

    /// <summary>The rules ten minutes after an hour.</summary>
    public static async Task LookAt(this Bench bench, double hours)
    {
        bench.At(hours);
        await bench.House.Get<EvaluateAlerts>().Turn(default);
    }

    public static void At(this Bench bench, double hours) => bench.House.Time.Advance(House.Noon.AddHours(hours) + EvaluateAlerts.Lateness - bench.House.Time.GetUtcNow());

    public static async Task<IReadOnlyList<Alert>> Alerts(this Bench bench)
    {
        await using var db = await bench.House.Dbs.CreateDbContextAsync();
        return await db.Alerts.AsNoTracking().Include(alert => alert.Steps).OrderBy(alert => alert.Code).ToListAsync();
    }

    /// <summary>What was remembered when each figure had an alert of its own: two of a feature are open.</summary>
    public static byte[] ByFigure(string feature)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write([1, 0]);
        writer.Write7BitEncodedInt(2);
        foreach (var (metric, severity) in new[] { (DriftMetric.Psi, AlertSeverity.Serious), (DriftMetric.KolmogorovSmirnov, AlertSeverity.Warning) })
        {
            writer.Write(feature);
            writer.Write([(byte)metric, (byte)DriftVerdict.Warning, (byte)DriftVerdict.Warning, (byte)DriftVerdict.Calm, (byte)severity, 0]);
        }

        writer.Write7BitEncodedInt(0);
        return stream.ToArray();
    }

    private static string WithChannel(string rows, Func<int, string> channel) =>
        string.Join('\n', rows.Split('\n').Select((row, at) => row.Replace("\"features\":{", $"\"features\":{{\"channel\":\"{channel(at)}\",")));
}
