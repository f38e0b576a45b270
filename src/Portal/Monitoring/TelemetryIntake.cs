using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>A post as it came.</summary>
/// <param name="Kind">What its rows are about.</param>
/// <param name="System">The code, AIS-0001.</param>
/// <param name="Key">The sender's Idempotency-Key.</param>
/// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
internal sealed record TelemetryPost(TelemetryKind Kind, string System, string? Key, ReadOnlyMemory<byte> Body)
{
    public RunName? Run { get; init; }
}

/// <summary>The one way in for rows of every kind: whole or not at all, and durable when it says so.</summary>
public sealed class TelemetryIntake(IDbContextFactory<PortalDb> dbs, TelemetryBell bell, Quarantine quarantine, Calendar calendar, TimeProvider time) : IDisposable
{
    /// <summary>So many posts are read at once: what comes on top would only wait in memory, and its sender is told to wait instead.</summary>
    public const int MostAtOnce = 32;

    private readonly SemaphoreSlim _room = new(MostAtOnce, MostAtOnce);

    public void Dispose() => _room.Dispose();

    internal async Task<Result<AcceptPredictions.Accepted>> Take(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry))
            return new Forbidden("Sending telemetry needs the permission SendTelemetry.");
        if (post.Key is { Length: 0 or > AcceptPredictions.LongestKey })
            return new Invalid("Idempotency-Key", $"A key has 1 to {AcceptPredictions.LongestKey} characters.");
        if (post.Body.Length > AcceptPredictions.LargestBody)
            return new Invalid("body", $"A post has at most {AcceptPredictions.LargestBody / (1024 * 1024)} MB, unpacked. No row was taken.");

        if (post.Run?.Faults(calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);

        if (!await _room.WaitAsync(0, ct))
            return new Busy($"{MostAtOnce} posts are being read. No row was taken; send it again.", TimeSpan.FromSeconds(1));
        try
        {
            return await Read(actor, post, ct);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<Result<AcceptPredictions.Accepted>> Read(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        // Not in the transaction that stores: the limit is soft, and posts would conflict over it for nothing.
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.TelemetryBatches.CountAsync(waiting => !waiting.Folded, ct) >= AcceptPredictions.MostWaiting)
            return new Busy($"{AcceptPredictions.MostWaiting} posts wait to be counted. No row was taken; send it again.", TimeSpan.FromSeconds(2));

        if (await db.Systems.Where(system => system.Code == post.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return await quarantine.Keep(actor, post, ct);
        if (actor.RefusalOn(system, post.System) is { } unbound)
            return unbound;

        var now = time.GetUtcNow();
        if (!NamedRows.Read(post.Kind, post.Body.Span, now, post.Run).Succeeded(out var rows, out var fault))
            return fault;
        if (!(await VersionsByName.Of(db, system, post.System, rows, ct)).Succeeded(out var versions, out var unknown))
            return unknown;

        var body = Digest.Of(post.Body.Span);
        var prices = post.Kind is TelemetryKind.Calls or TelemetryKind.Spans ? await db.ModelPrices.MaxAsync(price => (int?)price.Number, ct) ?? 0 : 0;
        var made = TelemetryBatch.Of(system, post.Kind, post.Key ?? post.Run?.KeyOf(body), body, rows.Count, versions, prices, post.Body.ToArray(), now, post.Run);
        var result = await Store(made, post.Key is null && post.Run is null ? null : body, ct);
        if (result.Refusal is null)
            bell.Ring();
        return result;
    }

    private async Task<Result<AcceptPredictions.Accepted>> Store(TelemetryBatch batch, Digest? repeatable, CancellationToken ct)
    {
        try
        {
            return await dbs.WriteAsync(db => Decide(db, batch, repeatable, ct), ct);
        }
        catch (Exception fault) when (repeatable is not null && Conflicts.IsDuplicate(fault))
        {
            // The same key came twice at once, and the other was first: it is there now.
            return await dbs.WriteAsync(db => Decide(db, batch, repeatable, ct), ct);
        }
    }

    private static async Task<Result<AcceptPredictions.Accepted>> Decide(PortalDb db, TelemetryBatch batch, Digest? repeatable, CancellationToken ct)
    {
        if (batch.Run is { } run && await db.TelemetryBatches.Where(row => row.System == batch.System && row.Run == run).Select(row => row.RunDay).FirstOrDefaultAsync(ct) is { } day && day != batch.RunDay)
            return new Invalid("asOf", $"The batch '{run}' is of {Calendar.Text(day)}. No row was taken.");

        // What belongs to a scoring run counts once under whatever key it comes.
        if (batch.Run is not null && await db.TelemetryBatches.Where(row => row.System == batch.System && row.Run == batch.Run && row.Body == batch.Body).Select(row => (int?)row.Rows).FirstOrDefaultAsync(ct) is { } rows)
            return new AcceptPredictions.Accepted(rows);
        if (repeatable is not null && await Earlier(db, batch, ct) is { } earlier)
            return earlier.Body == repeatable ? new AcceptPredictions.Accepted(earlier.Rows) : new KeyReused(batch.Key);

        db.TelemetryBatches.Add(batch);
        return new AcceptPredictions.Accepted(batch.Rows);
    }

    private static Task<Known?> Earlier(PortalDb db, TelemetryBatch batch, CancellationToken ct) =>
        db.TelemetryBatches.Where(row => row.System == batch.System && row.Key == batch.Key)
            .Select(row => new Known(row.Body, row.Rows)).SingleOrDefaultAsync(ct);

    private sealed record Known(Digest Body, int Rows);
}
