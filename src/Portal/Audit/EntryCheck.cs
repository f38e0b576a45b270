namespace Portal.Audit;

/// <summary>Holds one entry against itself: the digest against the bytes, the columns against the bytes.</summary>
internal static class EntryCheck
{
    public static IReadOnlyList<string> BreaksOf(LedgerEntry entry)
    {
        if (EntryDraft.DigestOf(entry.Bytes) != entry.Digest)
            return [$"Entry {entry.Index}: its bytes do not give its digest."];
        if (EntryRecord.TryRead(entry.Bytes) is not { } record)
            return [$"Entry {entry.Index}: its bytes are not an entry in canonical JSON."];

        return [.. DifferingColumns(entry, record).Select(column => $"Entry {entry.Index}: the column {column} differs from the bytes.")];
    }

    private static IEnumerable<string> DifferingColumns(LedgerEntry entry, EntryRecord record)
    {
        if (record.Index != entry.Index)
            yield return nameof(entry.Index);
        if (record.Time != EntryDraft.Timestamp(entry.Time))
            yield return nameof(entry.Time);
        if (record.Person != entry.Person?.ToString())
            yield return nameof(entry.Person);
        if (record.Through != entry.Through.ToString())
            yield return nameof(entry.Through);
        if (record.Action != entry.Action)
            yield return nameof(entry.Action);
        if (record.Subject != entry.Subject)
            yield return nameof(entry.Subject);
        if (record.Reason != entry.Reason)
            yield return nameof(entry.Reason);
    }
}
