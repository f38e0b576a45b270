using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data;
using Portal.Findings;
using Portal.Register;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// Somebody contests what was decided about them (GDPR Art. 22(3)): what they say, until when they are answered, and what a person other than
/// the one who took it down decided.
/// </summary>
public sealed class ContestCase : IVersioned
{
    public const int LongestWords = 4000;

    private ContestCase() { }

    public CaseId Id { get; private set; }

    public SystemId System { get; private set; }

    public RecordId Record { get; private set; }

    /// <summary>The finding by which it is followed.</summary>
    public FindingId Finding { get; private set; }

    /// <summary>What the subject says; empty when it was erased.</summary>
    public string Statement { get; private set; } = "";

    public PersonId OpenedBy { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateOnly Due { get; private set; }

    public ContestOutcome? Outcome { get; private set; }

    public PersonId? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public string Reason { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsOpen => Outcome is null;

    internal static ContestCase Open(CaseId id, SystemId system, RecordId record, FindingId finding, string statement, PersonId by, DateOnly due, DateTimeOffset now) => new()
    {
        Id = id,
        System = system,
        Record = record,
        Finding = finding,
        Statement = statement,
        OpenedBy = by,
        OpenedAt = now,
        Due = due,
    };

    internal Refusal? Review(PersonId person, ContestOutcome outcome, string reason, DateTimeOffset now)
    {
        if (Outcome is { } known)
            return new NotAllowed($"This case was reviewed already: {known.ToString().ToLowerInvariant()}.");
        if (person == OpenedBy)
            return new Forbidden("You took this case down: somebody else reviews it.");

        (Outcome, ReviewedBy, ReviewedAt, Reason) = (outcome, person, now, reason);
        return null;
    }

    /// <summary>Forgets what the subject and the reviewer wrote about them.</summary>
    internal void Erase() => (Statement, Reason) = ("", "");

    internal sealed class Mapping : IEntityTypeConfiguration<ContestCase>
    {
        public void Configure(EntityTypeBuilder<ContestCase> builder)
        {
            builder.ToTable("ContestCases");
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Statement).HasMaxLength(LongestWords);
            builder.Property(row => row.Reason).HasMaxLength(LongestWords);
            builder.HasIndex(row => row.Record);
            builder.HasIndex(row => new { row.System, row.Outcome });
            builder.HasOne<AiSystem>().WithMany().HasForeignKey(row => row.System).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Finding>().WithMany().HasForeignKey(row => row.Finding).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public enum ContestOutcome
{
    /// <summary>The decision stands.</summary>
    Upheld = 1,

    /// <summary>A person decided otherwise.</summary>
    Overridden,
}
