using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Integrations.Webhooks;
using Portal.Ledger.Checkpoints;

namespace Portal.Audit;

/// <summary>A place outside of the database that keeps checkpoints; <c>BehindSince</c> is when the first one was signed that it lacks.</summary>
public sealed record SinkState(string Kind, string Name, long LastSize, DateTimeOffset? BehindSince);

/// <summary>How the ledger stands: what it counts, what is signed of it and since when something is not, and who else knows.</summary>
public sealed record LedgerStanding(
    long Size, long SignedSize, DateTimeOffset? SignedAt, DateTimeOffset? UnsignedSince, string KeyId, int Rotations, IReadOnlyList<SinkState> Sinks, string? Weakness);

/// <summary>Reads how the ledger stands, for whoever looks after it and for the metrics.</summary>
public sealed class LedgerState(IDbContextFactory<PortalDb> dbs, CheckpointLog log, LedgerKeys keys)
{
    public async Task<LedgerStanding> Read(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var size = await db.LedgerHeads.Select(head => head.Size).SingleAsync(ct);
        var last = await db.LedgerCheckpoints.AsNoTracking().OrderByDescending(row => row.Size).Select(row => new { row.Size, row.SignedAt }).FirstOrDefaultAsync(ct);
        var signed = last?.Size ?? 0;
        var unsigned = signed < size ? await db.Entries.Where(entry => entry.Index == signed).Select(entry => (DateTimeOffset?)entry.Time).SingleOrDefaultAsync(ct) : null;
        using var key = keys.Current();
        return new LedgerStanding(
            size, signed, last?.SignedAt, unsigned, $"{SignedCheckpoint.IdOf(key):x8}",
            (await LedgerKeyChange.All(db, ct)).Count, await Sinks(db, ct), await LedgerOwner.Weakness(db, ct));
    }

    private async Task<IReadOnlyList<SinkState>> Sinks(PortalDb db, CancellationToken ct)
    {
        var inFile = log.Last()?.Checkpoint.Size ?? 0;
        var sinks = new List<SinkState> { new("file", log.Path, inFile, await BehindSince(db, inFile, ct)) };
        foreach (var webhook in await db.Webhooks.AsNoTracking().OrderBy(webhook => webhook.CreatedAt).ThenBy(webhook => webhook.Id).ToListAsync(ct))
            if (webhook is { WantsCheckpoints: true, State: WebhookState.On })
                sinks.Add(new("webhook", webhook.Host, webhook.LastCheckpoint, await BehindSince(db, webhook.LastCheckpoint, ct)));
        return sinks;
    }

    private static Task<DateTimeOffset?> BehindSince(PortalDb db, long size, CancellationToken ct) =>
        db.LedgerCheckpoints.Where(row => row.Size > size).OrderBy(row => row.Size).Select(row => (DateTimeOffset?)row.SignedAt).FirstOrDefaultAsync(ct);
}
