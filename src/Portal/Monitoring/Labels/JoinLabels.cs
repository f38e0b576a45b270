using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Labels;

/// <summary>
/// Keeps what labels will be held against, and joins those that come. Everything here may be done twice: a post that is counted again
/// after a kill writes the same rows, a prediction sent twice is the last, and so is a label.
/// </summary>
public sealed class JoinLabels(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <summary>How long a label is waited for: after a prediction that served somebody at once.</summary>
    public const int Horizon = 30;

    /// <summary>After a scoring run, whose subjects take their time.</summary>
    public const int BatchHorizon = 400;

    private const int AtOnce = 2000;
    private const int RowsAtOnce = 25_000;
    private const int KeysAtOnce = 400;

    private static readonly string[] _key = ["Source", "Key"];
    private static readonly string[] _others = ["Day", "Until", "Prediction", "Band", "Segment"];
    private static readonly string[] _waitingKey = ["System", "Key"];
    private static readonly string[] _waiting = ["Label", "Group", "Day"];

    /// <summary>In the order in which they came. So many together are one transaction, by their keys: rows that lie side by side are then written together.</summary>
    internal async Task Keep(IReadOnlyList<KeptPredictions> posts, CancellationToken ct)
    {
        List<KeptPredictions> together = [];
        foreach (var post in posts)
        {
            together.Add(post);
            if (together.Sum(one => one.Rows.Rows) < RowsAtOnce && post != posts[^1])
                continue;
            await dbs.WriteAsync(db => Write(db, together, ct), ct);
            together.Clear();
        }
    }

    private static async Task<Result<Done>> Write(PortalDb db, IReadOnlyList<KeptPredictions> posts, CancellationToken ct)
    {
        foreach (var ofSystem in posts.GroupBy(post => post.System))
        {
            var sources = await Sources(db, ofSystem.Key, [.. ofSystem.SelectMany(post => post.Versions)], ct);
            Dictionary<(int, long), object?[]> rows = [];
            Dictionary<(VersionId, int Day), int> touched = [];
            foreach (var post in ofSystem)
                Add(post, sources, rows, touched);

            await BulkRows.Upsert(db, JoinRow.Table, _key, _others, [], [.. rows.OrderBy(row => row.Key).Select(row => row.Value)], ct);
            await Touch(db, touched, ct);
            if (await db.WaitingLabels.AnyAsync(label => label.System == ofSystem.Key, ct))
                await JoinWaiting(db, ofSystem.Key, [.. rows.Keys.Select(row => row.Item2).Distinct()], ct);
        }

        return new Done();
    }

    /// <summary>The last of two with the same id stands.</summary>
    private static void Add(KeptPredictions post, IReadOnlyDictionary<VersionId, JoinSource> sources, Dictionary<(int, long), object?[]> rows, Dictionary<(VersionId, int Day), int> touched)
    {
        var (batch, horizon) = (post.Rows, post.Run is null ? Horizon : BatchHorizon);
        for (var row = 0; row < batch.Rows; row++)
        {
            var (version, key, day) = (post.Versions[batch.VersionOf(row)], batch.KeyOf(row), post.Run?.DayNumber ?? DayOf(batch.TimeOf(row)));
            var source = sources[version];
            if (!source.Keeps(key))
                continue;

            rows[(source.Id, key)] =
            [
                source.Id, key, day, day + horizon, batch.Features.Prediction.TextAt(row) ?? "", LabelBand.Of(batch.Features.Score.NumberAt(row)),
                post.Segments.GetValueOrDefault(version) is { } segment ? batch.Features.Find(segment)?.TextAt(row) : null,
            ];
            touched[(version, day)] = day + horizon;
        }
    }

    /// <summary>The label of an id goes to every version that predicted it; without one it waits.</summary>
    internal async Task Join(SystemId system, IReadOnlyList<LabelRow> labels, CancellationToken ct)
    {
        foreach (var chunk in labels.Chunk(AtOnce))
        {
            await dbs.WriteAsync<Done>(async db =>
            {
                // Twice is the last.
                var given = chunk.GroupBy(label => JoinRow.KeyOf(label.Id)).ToDictionary(same => same.Key, same => same.Last());
                var met = await JoinTo(db, system, given.ToDictionary(pair => pair.Key, pair => (pair.Value.Label, pair.Value.Group)), ct);
                var today = DayOf(time.GetUtcNow());
                object?[][] waiting = [.. given.Where(pair => !met.Contains(pair.Key)).Select(pair => new object?[] { system.Value, pair.Key, pair.Value.Label, pair.Value.Group, today })];
                await BulkRows.Upsert(db, WaitingLabel.Table, _waitingKey, _waiting, [], waiting, ct);
                return new Done();
            }, ct);
        }
    }

    internal static int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;

    private static async Task JoinWaiting(PortalDb db, SystemId system, IReadOnlyList<long> keys, CancellationToken ct)
    {
        foreach (var some in keys.Chunk(KeysAtOnce))
        {
            var found = await db.WaitingLabels.AsNoTracking().Where(label => label.System == system && some.Contains(label.Key)).ToDictionaryAsync(label => label.Key, label => (label.Label, label.Group), ct);
            if (found.Count == 0)
                continue;

            await JoinTo(db, system, found, ct);
            var joined = found.Keys.ToList();
            await db.WaitingLabels.Where(label => label.System == system && joined.Contains(label.Key)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>The keys that met a prediction.</summary>
    private static async Task<IReadOnlySet<long>> JoinTo(PortalDb db, SystemId system, IReadOnlyDictionary<long, (string Label, string? Group)> labels, CancellationToken ct)
    {
        HashSet<long> met = [];
        var sources = await db.JoinSources.AsNoTracking().Where(source => source.System == system).ToDictionaryAsync(source => source.Id, source => source.ModelVersion, ct);
        var ids = sources.Keys.ToList();
        foreach (var keys in labels.Keys.Chunk(KeysAtOnce))
        {
            var rows = await db.JoinRows.Where(row => ids.Contains(row.Source) && keys.Contains(row.Key)).ToListAsync(ct);
            Dictionary<(VersionId, int Day), int> touched = [];
            foreach (var row in rows)
            {
                row.Join(labels[row.Key].Label, labels[row.Key].Group);
                met.Add(row.Key);
                touched[(sources[row.Source], row.Day)] = row.Until;
            }

            await Touch(db, touched, ct);
            await db.SaveChangesAsync(ct);
        }

        return met;
    }

    private static async Task Touch(PortalDb db, Dictionary<(VersionId Version, int Day), int> touched, CancellationToken ct)
    {
        foreach (var ((version, number), until) in touched)
        {
            var day = DateOnly.FromDayNumber(number);
            var known = db.QualityDays.Local.FirstOrDefault(row => row.ModelVersion == version && row.Day == day)
                ?? await db.QualityDays.SingleOrDefaultAsync(row => row.ModelVersion == version && row.Day == day, ct);
            if (known is null)
                db.QualityDays.Add(new QualityDay(version, day, until));
            else if (!known.IsStale || known.Until < until)
                known.Touch(until);
        }
    }

    private static async Task<IReadOnlyDictionary<VersionId, JoinSource>> Sources(PortalDb db, SystemId system, IReadOnlyList<VersionId> versions, CancellationToken ct)
    {
        var known = await db.JoinSources.Where(source => versions.Contains(source.ModelVersion)).ToDictionaryAsync(source => source.ModelVersion, ct);
        foreach (var version in versions.Distinct().Where(version => !known.ContainsKey(version)))
            db.JoinSources.Add(known[version] = new JoinSource(system, version));
        await db.SaveChangesAsync(ct);
        return known;
    }
}

/// <summary>The predictions of one post, to be held against labels.</summary>
/// <param name="System">Whose.</param>
/// <param name="Rows">As they were read.</param>
/// <param name="Versions">In the order in which the rows name them.</param>
/// <param name="Segments">Which feature parts a version's rows, where one does.</param>
/// <param name="Run">The day under which a scoring run is filed; its rows wait longer for their labels.</param>
internal sealed record KeptPredictions(SystemId System, PredictionBatch Rows, IReadOnlyList<VersionId> Versions, IReadOnlyDictionary<VersionId, string> Segments, DateOnly? Run);
