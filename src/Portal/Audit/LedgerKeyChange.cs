using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// The entry by which one key takes over from another: the next checkpoint over it is signed by both. Where the earlier key is lost, as after
/// a restore from a backup without keys, by the new one alone. Public keys are SubjectPublicKeyInfo.
/// </summary>
internal sealed record LedgerKeyChange(long Index, byte[] From, byte[] To, bool IsLost)
{
    public const string Rotated = "ledger.key-rotated";
    public const string Replaced = "ledger.key-replaced";
    public const string Subject = "ledger";

    private const string FromName = "from";
    private const string ToName = "to";

    public static EntryDraft Draft(Actor actor, DateTimeOffset now, string action, byte[] from, byte[] to, string reason) => new(actor, now, action, Subject)
    {
        Reason = reason,
        Details = new Dictionary<string, string> { [FromName] = Convert.ToBase64String(from), [ToName] = Convert.ToBase64String(to) },
    };

    public static async Task<LedgerKeyChange?> Last(PortalDb db, CancellationToken ct) => await All(db, ct) is [.., var last] ? last : null;

    public static async Task<IReadOnlyList<LedgerKeyChange>> All(PortalDb db, CancellationToken ct)
    {
        var rows = await db.Entries.AsNoTracking().Where(entry => entry.Action == Rotated || entry.Action == Replaced).OrderBy(entry => entry.Index)
            .Select(entry => new { entry.Index, entry.Action, entry.Bytes }).ToListAsync(ct);
        return [.. rows.Select(row => Read(row.Index, row.Action, row.Bytes)).OfType<LedgerKeyChange>()];
    }

    public bool IsTo(ECDsa key) => To.AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());

    /// <summary>Null when the bytes are something else; they are held against their digest elsewhere.</summary>
    private static LedgerKeyChange? Read(long index, string action, byte[] bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is CanonicalValue.Object entry && entry["details"] is CanonicalValue.Object details
                && details[FromName] is CanonicalValue.Text { Value: var from } && details[ToName] is CanonicalValue.Text { Value: var to }
                ? new(index, Convert.FromBase64String(from), Convert.FromBase64String(to), action == Replaced)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
