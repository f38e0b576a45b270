using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>
/// Refused attempts to sign in of one account in one minute. The first five have an entry each; what comes after them is counted
/// here and becomes one entry when the minute is over, so that somebody who guesses cannot flood the ledger.
/// </summary>
public sealed class RefusedSignIns
{
    /// <summary>Stands for all addresses that no account has: which ones were tried is nobody's business.</summary>
    public const string Unknown = "unknown account";

    private const int MostOfTheirOwn = 5;

    private RefusedSignIns() { }

    public string Subject { get; private set; } = "";

    /// <summary>The minute's beginning.</summary>
    public DateTimeOffset Minute { get; private set; }

    public int Count { get; private set; }

    /// <summary>Counts one; true while it deserves an entry of its own.</summary>
    internal static async Task<bool> Add(PortalDb db, string subject, DateTimeOffset now, CancellationToken ct)
    {
        var minute = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (await db.RefusedSignIns.SingleOrDefaultAsync(row => row.Subject == subject && row.Minute == minute, ct) is not { } row)
            db.RefusedSignIns.Add(row = new RefusedSignIns { Subject = subject, Minute = minute });
        return ++row.Count <= MostOfTheirOwn;
    }

    /// <summary>Turns the minutes that are over into entries.</summary>
    internal static async Task Report(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var over = now - TimeSpan.FromMinutes(1);
        foreach (var row in await db.RefusedSignIns.Where(row => row.Minute <= over).ToListAsync(ct))
        {
            if (row.Count > MostOfTheirOwn)
            {
                db.Record(new EntryDraft(Actor.System("sign-in"), now, "person.sign-in.refused", row.Subject)
                {
                    Reason = $"{row.Count - MostOfTheirOwn} more attempts within the minute.",
                    Details = new Dictionary<string, string> { ["minute"] = EntryDraft.Timestamp(row.Minute), ["attempts"] = $"{row.Count}" },
                });
            }

            db.RefusedSignIns.Remove(row);
        }
    }
}
