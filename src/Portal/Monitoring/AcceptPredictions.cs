using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Takes a post of predictions: whole or not at all, and durable when it says so. Folding comes after; an acknowledged row is
/// counted exactly once whatever happens in between.
/// </summary>
public sealed class AcceptPredictions(IDbContextFactory<PortalDb> dbs, TelemetryBell bell, TimeProvider time)
{
    public const int LargestBody = 16 * 1024 * 1024;
    public const int LongestKey = 200;

    /// <summary>So many posts may wait to be folded; then senders are asked to wait.</summary>
    public const int MostWaiting = 400;

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Key">The sender's Idempotency-Key.</param>
    /// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
    public sealed record Input(string System, string? Key, ReadOnlyMemory<byte> Body);

    public sealed record Accepted(int Rows);

    public async Task<Result<Accepted>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry))
            return new Forbidden("Sending telemetry needs the permission SendTelemetry.");
        if (input.Key is { Length: 0 or > LongestKey })
            return new Invalid("Idempotency-Key", $"A key has 1 to {LongestKey} characters.");
        if (input.Body.Length > LargestBody)
            return new Invalid("body", $"A post has at most {LargestBody / (1024 * 1024)} MB, unpacked. No row was taken.");

        // Not in the transaction that stores: the limit is soft, and posts would conflict over it for nothing.
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.TelemetryBatches.CountAsync(waiting => !waiting.Folded, ct) >= MostWaiting)
            return new Busy($"{MostWaiting} posts wait to be counted. No row was taken; send it again.", TimeSpan.FromSeconds(2));

        if (await db.Systems.Where(system => system.Code == input.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System '{input.System}'");
        if (actor.RefusalOn(system, input.System) is { } unbound)
            return unbound;

        var now = time.GetUtcNow();
        if (!PredictionReader.Read(input.Body.Span, now).Succeeded(out var batch, out var fault))
            return fault;
        if (!(await VersionsOf(db, system, input.System, batch, ct)).Succeeded(out var versions, out var unknown))
            return unknown;

        var body = Digest.Of(input.Body.Span);
        var made = TelemetryBatch.Of(system, input.Key, body, batch.Rows, versions, input.Body.ToArray(), now);
        var result = await Store(made, input.Key is null ? null : body, ct);
        if (result.Refusal is null)
            bell.Ring();
        return result;
    }

    private async Task<Result<Accepted>> Store(TelemetryBatch batch, Digest? repeatable, CancellationToken ct)
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

    private static async Task<Result<Accepted>> Decide(PortalDb db, TelemetryBatch batch, Digest? repeatable, CancellationToken ct)
    {
        if (repeatable is not null && await Earlier(db, batch, ct) is { } earlier)
            return earlier.Body == repeatable ? new Accepted(earlier.Rows) : new KeyReused(batch.Key);

        db.TelemetryBatches.Add(batch);
        return new Accepted(batch.Rows);
    }

    private static Task<Known?> Earlier(PortalDb db, TelemetryBatch batch, CancellationToken ct) =>
        db.TelemetryBatches.Where(row => row.System == batch.System && row.Key == batch.Key)
            .Select(row => new Known(row.Body, row.Rows)).SingleOrDefaultAsync(ct);

    /// <summary>A label or a content digest, as the rows name it.</summary>
    private static async Task<Result<VersionId[]>> VersionsOf(PortalDb db, SystemId system, string code, PredictionBatch batch, CancellationToken ct)
    {
        var found = new List<VersionId>(batch.Versions.Count);
        foreach (var name in batch.Versions)
        {
            var versions = db.Versions.Where(version => version.System == system);
            versions = Digest.TryParse(name) is { } digest
                ? versions.Where(version => version.ContentDigest == digest)
                : versions.Where(version => version.Label == name);
            if (await versions.OrderBy(version => version.DeclaredAt).Select(version => (VersionId?)version.Id).FirstOrDefaultAsync(ct) is not { } id)
                return new Invalid($"row {FirstRowOf(batch, name)}, version", $"{code} has no version '{name}'. No row was taken.");
            found.Add(id);
        }

        return found.ToArray();
    }

    private static int FirstRowOf(PredictionBatch batch, string version)
    {
        var row = 0;
        while (batch.Versions[batch.VersionOf(row)] != version)
            row++;
        return row + 1;
    }

    private sealed record Known(Digest Body, int Rows);
}
