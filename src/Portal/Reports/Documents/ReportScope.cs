using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>Of which state a document is read, and of which system.</summary>
/// <param name="AsOf">The end of the day, cut off at the checkpoint.</param>
/// <param name="System">By its code; null for all.</param>
/// <param name="Reader">Who asked for it.</param>
public sealed record ReportScope(AsOf AsOf, string? System, Actor Reader)
{
    /// <summary>The last instant that counts.</summary>
    public DateTimeOffset At => AsOf.At ?? throw new InvalidOperationException("A document is of a day.");

    public bool IsOf(string? system) => System is null || System == system;
}
