using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger.Exports;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>The entries by which one key takes over from another (<see cref="KeyChange"/>), written and read.</summary>
internal static class LedgerKeyChange
{
    public const string Rotated = KeyChange.Rotated;
    public const string Replaced = KeyChange.Replaced;
    public const string Subject = "ledger";

    public static EntryDraft Draft(Actor actor, DateTimeOffset now, string action, byte[] from, byte[] to, string reason) => new(actor, now, action, Subject)
    {
        Reason = reason,
        Details = new Dictionary<string, string> { [KeyChange.FromName] = Convert.ToBase64String(from), [KeyChange.ToName] = Convert.ToBase64String(to) },
    };

    public static async Task<KeyChange?> Last(PortalDb db, CancellationToken ct) => await All(db, ct) is [.., var last] ? last : null;

    public static async Task<IReadOnlyList<KeyChange>> All(PortalDb db, CancellationToken ct)
    {
        var rows = await db.Entries.AsNoTracking().Where(entry => entry.Action == Rotated || entry.Action == Replaced).OrderBy(entry => entry.Index)
            .Select(entry => new { entry.Index, entry.Bytes }).ToListAsync(ct);
        return [.. rows.Select(row => KeyChange.TryRead(row.Index, row.Bytes)).OfType<KeyChange>()];
    }

    public static bool IsTo(this KeyChange change, ECDsa key) => change.To.AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
}
