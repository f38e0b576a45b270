using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>A post as it came.</summary>
/// <param name="Kind">What its rows are about.</param>
/// <param name="System">The code, AIS-0001.</param>
/// <param name="Key">The sender's Idempotency-Key.</param>
/// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
internal sealed record TelemetryPost(TelemetryKind Kind, string System, string? Key, ReadOnlyMemory<byte> Body);

/// <summary>The one way in for rows of every kind: whole or not at all, and durable when it says so.</summary>
public sealed class TelemetryIntake(IDbContextFactory<PortalDb> dbs, TelemetryBell bell, TimeProvider time)
{
    internal async Task<Result<AcceptPredictions.Accepted>> Take(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry))
            return new Forbidden("Sending telemetry needs the permission SendTelemetry.");
        if (post.Key is { Length: 0 or > AcceptPredictions.LongestKey })
            return new Invalid("Idempotency-Key", $"A key has 1 to {AcceptPredictions.LongestKey} characters.");
        if (post.Body.Length > AcceptPredictions.LargestBody)
            return new Invalid("body", $"A post has at most {AcceptPredictions.LargestBody / (1024 * 1024)} MB, unpacked. No row was taken.");

        // Not in the transaction that stores: the limit is soft, and posts would conflict over it for nothing.
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.TelemetryBatches.CountAsync(waiting => !waiting.Folded, ct) >= AcceptPredictions.MostWaiting)
            return new Busy($"{AcceptPredictions.MostWaiting} posts wait to be counted. No row was taken; send it again.", TimeSpan.FromSeconds(2));

        if (await db.Systems.Where(system => system.Code == post.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System '{post.System}'");
        if (actor.RefusalOn(system, post.System) is { } unbound)
            return unbound;

        var now = time.GetUtcNow();
        if (!NamedRows.Read(post.Kind, post.Body.Span, now).Succeeded(out var rows, out var fault))
            return fault;
        if (!(await VersionsOf(db, system, post.System, rows, ct)).Succeeded(out var versions, out var unknown))
            return unknown;

        var body = Digest.Of(post.Body.Span);
        var prices = post.Kind == TelemetryKind.Calls ? await db.ModelPrices.MaxAsync(price => (int?)price.Number, ct) ?? 0 : 0;
        var made = TelemetryBatch.Of(system, post.Kind, post.Key, body, rows.Count, versions, prices, post.Body.ToArray(), now);
        var result = await Store(made, post.Key is null ? null : body, ct);
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
        if (repeatable is not null && await Earlier(db, batch, ct) is { } earlier)
            return earlier.Body == repeatable ? new AcceptPredictions.Accepted(earlier.Rows) : new KeyReused(batch.Key);

        db.TelemetryBatches.Add(batch);
        return new AcceptPredictions.Accepted(batch.Rows);
    }

    private static Task<Known?> Earlier(PortalDb db, TelemetryBatch batch, CancellationToken ct) =>
        db.TelemetryBatches.Where(row => row.System == batch.System && row.Key == batch.Key)
            .Select(row => new Known(row.Body, row.Rows)).SingleOrDefaultAsync(ct);

    private static async Task<Result<VersionId[]>> VersionsOf(PortalDb db, SystemId system, string code, NamedRows rows, CancellationToken ct)
    {
        var found = new List<VersionId>(rows.Versions.Count);
        foreach (var (index, name) in rows.Versions.Index())
        {
            var versions = db.Versions.Where(version => version.System == system);
            if ((name.Length == 0 ? await Serving(versions, ct) : await Named(versions, name, ct)) is not { } id)
                return new Invalid($"row {rows.FirstRow[index]}, version", name.Length == 0 ? $"{code} has no version yet. No row was taken." : $"{code} has no version '{name}'. No row was taken.");
            found.Add(id);
        }

        return found.ToArray();
    }

    /// <summary>A label or a content digest, as the rows name it.</summary>
    private static Task<VersionId?> Named(IQueryable<ModelVersion> versions, string name, CancellationToken ct) =>
        (Digest.TryParse(name) is { } digest ? versions.Where(version => version.ContentDigest == digest) : versions.Where(version => version.Label == name))
            .OrderBy(version => version.DeclaredAt).Select(version => (VersionId?)version.Id).FirstOrDefaultAsync(ct);

    /// <summary>What serves people; without one, what was declared last.</summary>
    private static async Task<VersionId?> Serving(IQueryable<ModelVersion> versions, CancellationToken ct)
    {
        var known = await versions.Select(version => new { version.Id, version.Stage, version.DeclaredAt }).ToListAsync(ct);
        return known.OrderByDescending(version => version.Stage == Stage.Production).ThenByDescending(version => version.Stage == Stage.Pilot)
            .ThenByDescending(version => version.DeclaredAt).Select(version => (VersionId?)version.Id).FirstOrDefault();
    }

    private sealed record Known(Digest Body, int Rows);
}
