using System.Runtime.CompilerServices;
using Portal.Monitoring;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>The last hour of a version, told again whenever something of it was counted.</summary>
internal sealed class LiveMonitoring(MonitoringQueries queries, SeriesStore series, LiveFeed<TelemetryCounted> feed, TimeProvider time)
{
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);

    /// <summary>Whoever listens longer asks again, and is then looked at again: a token may have been revoked.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public async IAsyncEnumerable<HourNow> Of(WatchedVersion watched, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var longest = new CancellationTokenSource(Longest, time);
        await using var ends = longest.Token.Register(stop.Cancel);

        // Listens before it looks, so that nothing is missed in between.
        var changes = feed.Watch(Throttle, time, stop.Token).GetAsyncEnumerator(stop.Token);
        try
        {
            yield return await Hour(watched, ct);
            while (await MovesNext(changes))
            {
                if (changes.Current.Contains(new TelemetryCounted(watched.Id)))
                    yield return await Hour(watched, ct);
            }
        }
        finally
        {
            await changes.DisposeAsync();
        }
    }

    private static async Task<bool> MovesNext(IAsyncEnumerator<IReadOnlySet<TelemetryCounted>> changes)
    {
        try
        {
            return await changes.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<HourNow> Hour(WatchedVersion watched, CancellationToken ct)
    {
        var version = await queries.Version(watched.System, watched.Label, ct) ?? watched;
        var hour = series.Of(version.Id)?.HourAt(time.GetUtcNow(), version.Levels);
        return new HourNow(
            version.System, version.Label, time.GetUtcNow(), hour?.Rows ?? 0, series.Of(version.Id)?.LastRowAt,
            [.. (hour?.Features ?? []).Select(feature => new FeatureNow(feature.Name, feature.Point.Value, feature.Level, feature.Point.N, feature.Missing, feature.Invalid))]);
    }
}

internal sealed record HourNow(string System, string Version, DateTimeOffset Time, long Rows, DateTimeOffset? LastRowAt, IReadOnlyList<FeatureNow> Features);

internal sealed record FeatureNow(string Feature, double? Psi, DriftLevel Level, long N, long Missing, long Invalid);
