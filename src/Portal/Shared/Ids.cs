using System.Buffers.Binary;

namespace Portal.Shared;

/// <summary>A strongly typed id over a UUIDv7 that code makes. Naming a thing is not using it, so all ids are declared here.</summary>
public interface IId<out TSelf> where TSelf : struct
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

public readonly record struct SystemId(Guid Value) : IId<SystemId>
{
    public static SystemId From(Guid value) => new(value);
    public static SystemId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct VersionId(Guid Value) : IId<VersionId>
{
    public static VersionId From(Guid value) => new(value);
    public static VersionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct RunId(Guid Value) : IId<RunId>
{
    public static RunId From(Guid value) => new(value);
    public static RunId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct JudgeRunId(Guid Value) : IId<JudgeRunId>
{
    public static JudgeRunId From(Guid value) => new(value);
    public static JudgeRunId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct SuiteId(Guid Value) : IId<SuiteId>
{
    public static SuiteId From(Guid value) => new(value);
    public static SuiteId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct EvidencePackId(Guid Value) : IId<EvidencePackId>
{
    public static EvidencePackId From(Guid value) => new(value);
    public static EvidencePackId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct AttestationId(Guid Value) : IId<AttestationId>
{
    public static AttestationId From(Guid value) => new(value);
    public static AttestationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct DatasetId(Guid Value) : IId<DatasetId>
{
    public static DatasetId From(Guid value) => new(value);
    public static DatasetId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct DocumentId(Guid Value) : IId<DocumentId>
{
    public static DocumentId From(Guid value) => new(value);
    public static DocumentId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct ScanId(Guid Value) : IId<ScanId>
{
    public static ScanId From(Guid value) => new(value);
    public static ScanId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct CardId(Guid Value) : IId<CardId>
{
    public static CardId From(Guid value) => new(value);
    public static CardId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct PromotionId(Guid Value) : IId<PromotionId>
{
    public static PromotionId From(Guid value) => new(value);
    public static PromotionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct ExceptionId(Guid Value) : IId<ExceptionId>
{
    public static ExceptionId From(Guid value) => new(value);
    public static ExceptionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct FindingId(Guid Value) : IId<FindingId>
{
    public static FindingId From(Guid value) => new(value);
    public static FindingId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct PolicyId(Guid Value) : IId<PolicyId>
{
    public static PolicyId From(Guid value) => new(value);
    public static PolicyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    public static SessionId From(Guid value) => new(value);
    public static SessionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct RoleGrantId(Guid Value) : IId<RoleGrantId>
{
    public static RoleGrantId From(Guid value) => new(value);
    public static RoleGrantId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct DepartmentId(Guid Value) : IId<DepartmentId>
{
    public static DepartmentId From(Guid value) => new(value);
    public static DepartmentId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct GroupId(Guid Value) : IId<GroupId>
{
    public static GroupId From(Guid value) => new(value);
    public static GroupId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct SeatId(Guid Value) : IId<SeatId>
{
    public static SeatId From(Guid value) => new(value);
    public static SeatId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct RoleReviewId(Guid Value) : IId<RoleReviewId>
{
    public static RoleReviewId From(Guid value) => new(value);
    public static RoleReviewId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct DelegationId(Guid Value) : IId<DelegationId>
{
    public static DelegationId From(Guid value) => new(value);
    public static DelegationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct DeliveryId(Guid Value) : IId<DeliveryId>
{
    public static DeliveryId From(Guid value) => new(value);
    public static DeliveryId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct NoticeId(Guid Value) : IId<NoticeId>
{
    public static NoticeId From(Guid value) => new(value);
    public static NoticeId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct WebhookId(Guid Value) : IId<WebhookId>
{
    public static WebhookId From(Guid value) => new(value);
    public static WebhookId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct SampleId(Guid Value) : IId<SampleId>
{
    public static SampleId From(Guid value) => new(value);
    public static SampleId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct EvidenceRequestId(Guid Value) : IId<EvidenceRequestId>
{
    public static EvidenceRequestId From(Guid value) => new(value);
    public static EvidenceRequestId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

public readonly record struct AlertId(Guid Value) : IId<AlertId>
{
    public static AlertId From(Guid value) => new(value);
    public static AlertId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

/// <summary>A thing that a tracking client names: an experiment, a run, a logged or registered model. Written as the 32 digits that such clients expect.</summary>
public readonly record struct TrackedId(Guid Value) : IId<TrackedId>
{
    public static TrackedId From(Guid value) => new(value);
    public static TrackedId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static TrackedId? TryParse(string? text) => Guid.TryParseExact(text, "N", out var value) ? new TrackedId(value) : null;
    public override string ToString() => Value.ToString("N");
}

public readonly record struct CaseId(Guid Value) : IId<CaseId>
{
    public static CaseId From(Guid value) => new(value);
    public static CaseId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public override string ToString() => Value.ToString();
}

/// <summary>A recorded decision, or what came back of one: a time and then a hash of its content, so that the same one is never there twice.</summary>
public readonly record struct RecordId(Guid Value) : IId<RecordId>, IComparable<RecordId>
{
    private const int TimeBytes = 6;

    public static RecordId From(Guid value) => new(value);
    public static RecordId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static RecordId? TryParse(string? text) => Guid.TryParseExact(text, "D", out var value) ? new RecordId(value) : null;

    /// <summary>The same content of the same moment has the same id.</summary>
    public static RecordId Of(DateTimeOffset time, ReadOnlySpan<byte> digest) => Made(time, digest);

    public static bool operator <(RecordId one, RecordId other) => one.CompareTo(other) < 0;
    public static bool operator >(RecordId one, RecordId other) => one.CompareTo(other) > 0;
    public static bool operator <=(RecordId one, RecordId other) => one.CompareTo(other) <= 0;
    public static bool operator >=(RecordId one, RecordId other) => one.CompareTo(other) >= 0;

    /// <summary>By time.</summary>
    public int CompareTo(RecordId other) => Value.CompareTo(other.Value);

    /// <summary>No id of this moment or later is lower.</summary>
    public static RecordId LowestOf(DateTimeOffset time) => Made(time, []);

    public override string ToString() => Value.ToString();

    private static RecordId Made(DateTimeOffset time, ReadOnlySpan<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        bytes[TimeBytes..].Clear();
        digest[..Math.Min(digest.Length, bytes.Length - TimeBytes)].CopyTo(bytes[TimeBytes..]);
        return new(new Guid(bytes, bigEndian: true));
    }
}
