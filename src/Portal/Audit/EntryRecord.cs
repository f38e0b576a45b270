using Portal.Ledger;

namespace Portal.Audit;

/// <summary>What the bytes of an entry say, as far as columns repeat it.</summary>
internal sealed record EntryRecord(long Index, string Time, string? Person, string Through, string Action, string Subject, string? Reason)
{
    /// <summary>Null when the bytes are anything else than an entry in canonical form: they may come from somebody who tampered.</summary>
    public static EntryRecord? TryRead(byte[] bytes)
    {
        try
        {
            return CanonicalJson.Parse(bytes) is CanonicalValue.Object entry ? Read(entry) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static EntryRecord? Read(CanonicalValue.Object entry) =>
        entry["index"] is CanonicalValue.Integer { Value: var index }
        && entry["time"] is CanonicalValue.Text { Value: var time }
        && entry["through"] is CanonicalValue.Text { Value: var through }
        && entry["action"] is CanonicalValue.Text { Value: var action }
        && entry["subject"] is CanonicalValue.Text { Value: var subject }
        && entry["person"] is null or CanonicalValue.Text
        && entry["reason"] is null or CanonicalValue.Text
            ? new(index, time, (entry["person"] as CanonicalValue.Text)?.Value, through, action, subject, (entry["reason"] as CanonicalValue.Text)?.Value)
            : null;
}
