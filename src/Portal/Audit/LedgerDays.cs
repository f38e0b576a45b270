using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// A day as the ledger vouches for it: the last checkpoint up to its end, and the state at the last entry that this one covers. Days that
/// end in the same checkpoint are the same in everything but <paramref name="Asked"/>.
/// </summary>
public sealed record PinnedDay(DateOnly Asked, CheckpointView Checkpoint, AsOf AsOf);

/// <summary>Finds the checkpoint of a day, for what is kept and has to come out the same whenever it is made.</summary>
public sealed class LedgerDays(IDbContextFactory<PortalDb> dbs, LedgerProofs proofs, Calendar calendar)
{
    /// <summary>Of today, or when no day is named, that is the last checkpoint made. A refusal names <paramref name="field"/>.</summary>
    public async Task<Result<PinnedDay>> Of(string field, DateOnly? day, CancellationToken ct)
    {
        var (asked, today) = (day ?? calendar.Today, calendar.Today);
        if (asked > today)
            return new Invalid(field, $"{Calendar.Text(asked)} is still to come: today is {Calendar.Text(today)}.");
        var over = asked == today ? DateTimeOffset.MaxValue : calendar.EndOf(asked).Over ?? DateTimeOffset.MaxValue;
        if (await proofs.Latest(over, ct) is not { } checkpoint)
            return new Invalid(field, await First(ct) is { } first ? $"The ledger was first signed on {Calendar.Text(calendar.DayOf(first))}: nothing vouches for an earlier day." : "The ledger was not signed yet: try again in a minute.");

        var at = await LastOf(checkpoint, ct);
        return new PinnedDay(asked, checkpoint, AsOf.Instant(calendar.DayOf(at), at));
    }

    private async Task<DateTimeOffset> LastOf(CheckpointView checkpoint, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Entries.Where(entry => entry.Index == checkpoint.Size - 1).Select(entry => entry.Time).SingleAsync(ct);
    }

    private async Task<DateTimeOffset?> First(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.LedgerCheckpoints.OrderBy(row => row.Size).Select(row => (DateTimeOffset?)row.SignedAt).FirstOrDefaultAsync(ct);
    }
}
