using Portal.Shared;

namespace Portal.Audit;

/// <summary>
/// One act, as it stands in the ledger. <see cref="Bytes"/> is the record; the other columns repeat parts of it for queries,
/// and verification holds them against it. Rows are only ever added.
/// </summary>
public sealed class LedgerEntry
{
    private LedgerEntry() { }

    /// <summary>The order of acts is this index, not the clock.</summary>
    public long Index { get; private set; }

    public DateTimeOffset Time { get; private set; }

    public PersonId? Person { get; private set; }

    public Through Through { get; private set; }

    public required string Action { get; init; }

    /// <summary>The code that people use for the thing: AIS-0003, PR-0147, a person's id.</summary>
    public required string Subject { get; init; }

    public string? Reason { get; private set; }

    /// <summary>The canonical bytes (RFC 8785) of the whole entry; hashed as stored, never serialised again.</summary>
    public required byte[] Bytes { get; init; }

    public required Digest Digest { get; init; }

    internal static LedgerEntry At(long index, EntryDraft draft)
    {
        var bytes = draft.ToBytes(index);
        return new LedgerEntry
        {
            Index = index,
            Time = draft.Time,
            Person = draft.Actor.Person,
            Through = draft.Actor.Through,
            Action = draft.Action,
            Subject = draft.Subject,
            Reason = draft.Reason,
            Bytes = bytes,
            Digest = EntryDraft.DigestOf(bytes),
        };
    }
}

/// <summary>The one row that hands out indices: updated last in every transaction that appends.</summary>
public sealed class LedgerHead
{
    public const int OnlyRow = 1;

    public int Id { get; private set; } = OnlyRow;

    public long Size { get; private set; }
}
