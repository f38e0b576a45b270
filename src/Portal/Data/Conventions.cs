using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Shared;

namespace Portal.Data;

/// <summary>A row that people edit: its version is checked and counted by <see cref="PortalDb"/>.</summary>
public interface IVersioned
{
    int Version { get; }
}

internal static class Conventions
{
    public static void UsePortalConventions(this ModelConfigurationBuilder builder)
    {
        Id<PersonId>(builder);
        Id<SystemId>(builder);
        Id<VersionId>(builder);
        Id<RunId>(builder);
        Id<DocumentId>(builder);
        Id<ScanId>(builder);
        Id<SuiteId>(builder);
        Id<JudgeRunId>(builder);
        Id<AttestationId>(builder);
        Id<DatasetId>(builder);
        Id<EvidencePackId>(builder);
        Id<CardId>(builder);
        Id<PromotionId>(builder);
        Id<ExceptionId>(builder);
        Id<FindingId>(builder);
        Id<PolicyId>(builder);
        Id<SessionId>(builder);
        Id<RoleGrantId>(builder);
        Id<DepartmentId>(builder);
        Id<GroupId>(builder);
        Id<SeatId>(builder);
        Id<RoleReviewId>(builder);
        Id<DelegationId>(builder);
        Id<DeliveryId>(builder);
        Id<NoticeId>(builder);
        Id<WebhookId>(builder);
        Id<TrackedId>(builder);
        Id<AlertId>(builder);
        Id<CaseId>(builder);
        Id<SampleId>(builder);
        Id<EvidenceRequestId>(builder);
        Id<RecordId>(builder);
        builder.Properties<Digest>().HaveConversion<DigestConverter>().HaveMaxLength(71);
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    public static void UseConcurrencyTokens(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(type => typeof(IVersioned).IsAssignableFrom(type.ClrType)))
            builder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
    }

    /// <summary>A time that orders and compares the same on both databases: UTC ticks.</summary>
    public static void StoreTimesAsTicks(this ModelConfigurationBuilder builder) =>
        builder.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();

    public static void StoreTimesAsUtc(this ModelConfigurationBuilder builder) =>
        builder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    private static void Id<TId>(ModelConfigurationBuilder builder) where TId : struct, IId<TId> =>
        builder.Properties<TId>().HaveConversion<IdConverter<TId>>();

    internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
        where TId : struct, IId<TId>
    {
        // An expression tree cannot call a static abstract member itself.
        private static TId Make(Guid value) => TId.From(value);
    }

    private sealed class DigestConverter() : ValueConverter<Digest, string>(digest => digest.Text, text => Digest.Parse(text));

    private sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);
}

/// <summary>A gapless number a kind of thing: AIS-0001, PR-0001, SA-0001, EX-0001, FI-0001, SU-0001, AL-0001, SP-0001, RQ-0001, EP-0001; and the experiments of training, from 1.</summary>
public sealed class Sequence(string name)
{
    public const string Systems = "AIS";
    public const string Promotions = "PR";
    public const string StandingApprovals = "SA";
    public const string Exceptions = "EX";
    public const string Findings = "FI";
    public const string Suites = "SU";
    public const string Alerts = "AL";
    public const string Samples = "SP";
    public const string EvidenceRequests = "RQ";
    public const string Packs = "EP";
    public const string Experiments = "EXPERIMENT";

    public string Name { get; private set; } = name;

    public int Last { get; private set; }

    public int Take() => ++Last;

    internal sealed class Mapping : IEntityTypeConfiguration<Sequence>
    {
        public void Configure(EntityTypeBuilder<Sequence> builder)
        {
            builder.HasKey(sequence => sequence.Name);
            builder.Property(sequence => sequence.Name).HasMaxLength(20);
            builder.Property(sequence => sequence.Last).IsConcurrencyToken();
            builder.HasData(new { Name = Systems, Last = 0 }, new { Name = Promotions, Last = 0 }, new { Name = StandingApprovals, Last = 0 }, new { Name = Exceptions, Last = 0 }, new { Name = Findings, Last = 0 }, new { Name = Suites, Last = 0 }, new { Name = Alerts, Last = 0 }, new { Name = Samples, Last = 0 }, new { Name = EvidenceRequests, Last = 0 }, new { Name = Experiments, Last = 0 }, new { Name = Packs, Last = 0 });
        }
    }
}
