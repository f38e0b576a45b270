using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Rates;
using Portal.Monitoring.Records;
using Portal.Policies;

namespace Portal.Monitoring;

/// <summary>Counts what comes in as it comes, judges rates each minute and each hour when it is over, and once a day forgets what is old.</summary>
public sealed class MonitoringEngine(
    FoldTelemetry fold, WatchUnapproved unapproved, CountQuality quality, JudgeQuality judge, JudgeRates rates, JudgeBudgets budgets, EvaluateAlerts evaluate, OweReviews owe, WatchProductionLike busy, ForgetTelemetry forget, ForgetRecords records, SeriesStore series, TelemetryBell bell, IDbContextFactory<PortalDb> dbs, TimeProvider time, ILogger<MonitoringEngine> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan LookAtHours = TimeSpan.FromSeconds(15);

    private bool _hasRules;
    private int _rows;
    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;
    private DateTimeOffset _looked = DateTimeOffset.MinValue;
    private DateTimeOffset _owed = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await HasRules(stoppingToken))
                {
                    await Turn(stoppingToken);
                    await AskForReviews(stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.TurnFailed(log, fault);
                await Task.Delay(Look, time, stoppingToken);
            }

            await bell.Wait(Look, time, stoppingToken);
        }
    }

    /// <summary>Before the portal is set up there is no policy to judge by, and nobody who could send anything.</summary>
    private async Task<bool> HasRules(CancellationToken ct)
    {
        if (_hasRules)
            return true;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return _hasRules = await db.Published().AnyAsync(ct);
    }

    /// <summary>Counts everything that waits.</summary>
    public async Task Turn(CancellationToken ct)
    {
        while (await fold.Run(ct) is > 0 and var rows)
        {
            // As long as posts wait, the next ones are counted at once.
            await unapproved.Turn(ct);
            await KeepRowsFew(rows, ct);
        }

        // What another node has counted.
        await series.Refresh(ct);
        await unapproved.Turn(ct);
        await rates.Turn(ct);
        await budgets.Turn(ct);
        if (time.GetUtcNow() - _forgotten >= Day)
        {
            await forget.Run(ct);
            await records.Run(ct);
            await quality.Forget(CountQuality.MostRows, ct);
            _forgotten = time.GetUtcNow();
        }

        // Rows of hours that are over may have come just now, when a version begins to send with what it has kept.
        if (time.GetUtcNow() - _looked < LookAtHours)
            return;

        await judge.Turn(await quality.Turn(ct), ct);
        await evaluate.Turn(ct);
        _looked = time.GetUtcNow();
    }

    /// <summary>Not only once a day: a system may send in an hour what is kept of it in a month.</summary>
    private async Task KeepRowsFew(int more, CancellationToken ct)
    {
        if ((_rows += more) < CountQuality.MostRows / 5)
            return;

        await quality.Halve(CountQuality.MostRows, ct);
        _rows = 0;
    }

    private async Task AskForReviews(CancellationToken ct)
    {
        if (time.GetUtcNow() - _owed < Hour)
            return;

        await owe.Turn(ct);
        await busy.Turn(ct);
        _owed = time.GetUtcNow();
    }
}

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "Telemetry could not be counted or looked at; it waits and is tried again")]
    public static partial void TurnFailed(ILogger log, Exception fault);

    [LoggerMessage(1302, LogLevel.Warning, "{Segment} ended in {Bytes} bytes that are no whole post: what was being written when the portal ended, and acknowledged to nobody")]
    public static partial void SegmentTorn(ILogger log, string segment, long bytes);

    [LoggerMessage(1303, LogLevel.Error, "In {Segment} {Bytes} bytes between whole posts cannot be read: a disk at fault may have lost rows that were acknowledged")]
    public static partial void SegmentDamaged(ILogger log, string segment, long bytes);
}
