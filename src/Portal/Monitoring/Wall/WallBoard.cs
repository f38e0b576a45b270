using Portal.Shared;

namespace Portal.Monitoring.Wall;

/// <summary>
/// The picture that all open walls show. It is made once however many look, and swapped as a whole: a circuit reads it and asks the
/// database nothing. While nobody looks none is made.
/// </summary>
public sealed class WallBoard(MonitoringQueries monitoring, WallReader reader, QuarantineQueries quarantine, SeriesStore series, TimeProvider time) : IDisposable
{
    /// <summary>Somebody who looks reads it at least so often.</summary>
    internal static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private WallPicture? _picture;
    private Dictionary<VersionId, Known> _known = [];
    private IReadOnlyDictionary<VersionId, WallFigures> _figures = new Dictionary<VersionId, WallFigures>();
    private IReadOnlyList<QuarantineLine> _unknown = [];
    private DateTimeOffset _slowAt = DateTimeOffset.MinValue;
    private int _sending;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>Whether somebody has looked lately.</summary>
    public bool IsWatched => time.GetUtcNow() - _readAt < Watched;

    /// <summary>The picture as it is; made when nobody has looked for a while.</summary>
    public async Task<WallPicture> Read(CancellationToken ct)
    {
        var fresh = IsWatched;
        _readAt = time.GetUtcNow();
        return fresh && _picture is { } picture ? picture : await Swap(ct);
    }

    /// <summary>Makes the next picture of what is there now; what moves slowly each quarter of a minute.</summary>
    public Task<WallPicture> Swap(CancellationToken ct) => Swap(slowly: Slowly, ct);

    /// <summary>The same with everything read anew, when somebody has done something about it.</summary>
    public Task<WallPicture> SwapWhole(CancellationToken ct) => Swap(slowly: TimeSpan.Zero, ct);

    public void Dispose() => _one.Dispose();

    private async Task<WallPicture> Swap(TimeSpan slowly, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            var lines = await monitoring.Wall(ct);

            // Who begins to send, as all do after a start, is not told of without figures.
            var sending = series.All.Select(one => one.Version).ToList();
            if (now - _slowAt >= slowly || sending.Count != _sending)
            {
                _figures = await reader.Of([.. lines.Select(line => line.Version)], sending, now, ct);
                _unknown = await quarantine.All(ct);
                (_slowAt, _sending) = (now, sending.Count);
            }

            return _picture = Draw(lines, now);
        }
        finally
        {
            _one.Release();
        }
    }

    private WallPicture Draw(IReadOnlyList<WallLine> lines, DateTimeOffset now)
    {
        var known = lines.ToDictionary(line => line.Version.Id, line => Next(line, now));
        _known = known;
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Minute.Ticks), TimeSpan.Zero) - Minute;
        var systems = lines.Select(line => known[line.Version.Id].System).OrderBy(Trouble).ToList();
        return new WallPicture(now, systems, _unknown, series.All.Sum(one => one.RowsIn(minute)) / Minute.TotalSeconds, Sum(systems.Select(system => system.Figures.Hour?.Spent ?? Trail.None)));
    }

    /// <summary>What has not changed stays the same object, so that no circuit draws it again.</summary>
    private Known Next(WallLine line, DateTimeOffset now)
    {
        var own = series.Of(line.Version.Id);
        var figures = _figures.GetValueOrDefault(line.Version.Id, WallFigures.None);
        var key = new Key(line.Version, line.State, own, line.Hour?.At, $"{line.Snoozed} {string.Join('|', line.Alerts.Select(alert => (alert.Code, alert.Severity, alert.RaisedAt, alert.TakenBy?.Id)))}", figures);
        return _known.TryGetValue(line.Version.Id, out var known) && known.Key == key
            ? known
            : new Known(key, new WallSystem(line, own is null ? Trail.None : DriftTrail.Of(own, now), figures));
    }

    /// <summary>First what is in trouble and how badly; the order within stays.</summary>
    private static int Trouble(WallSystem system) => system.Line.State switch
    {
        WatchState.NoBaseline or WatchState.NoTelemetry => 0,
        WatchState.Serious => 1,
        WatchState.Warning => 2,
        _ => 3,
    };

    private static Trail Sum(IEnumerable<Trail> trails)
    {
        var all = trails.Where(trail => trail.Values.Count > 0).ToList();
        return all.Count == 0
            ? Trail.None
            : new Trail([.. Enumerable.Range(0, all.Max(trail => trail.Values.Count)).Select(at => all.Select(trail => trail.Values[at]).Where(value => value is not null).DefaultIfEmpty().Aggregate((one, other) => one + other))]);
    }

    private sealed record Key(WatchedVersion Version, WatchState State, VersionSeries? Series, DateTimeOffset? Minute, string Alerts, WallFigures Figures);

    private sealed record Known(Key Key, WallSystem System);
}
