using Portal.Ledger;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>Somebody's word, in a role, on a version: given after looking at a sample of what it put out. Never taken back; a newer one counts.</summary>
public sealed class Attestation
{
    public const int LongestRemarks = 2000;

    private Attestation() { }

    public AttestationId Id { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>The key of the check that it is for.</summary>
    public string Check { get; private set; } = "";

    public string Statement { get; private set; } = "";

    public string Role { get; private set; } = "";

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>How many outputs were looked at, and the digest of the rows that were shown.</summary>
    public int Sample { get; private set; }

    public Digest Shown { get; private set; } = Digest.Of([]);

    public string Remarks { get; private set; } = "";

    public Digest Content => Digest.Of(CanonicalJson.Object(("check", Check), ("statement", Statement), ("role", Role), ("by", By.ToString()), ("sample", Sample), ("shown", Shown.Text), ("remarks", Remarks)).ToBytes());

    internal static Attestation Give(VersionId version, string check, string statement, string role, OutputSample shown, string remarks, PersonId by, DateTimeOffset now) => new()
    {
        Id = AttestationId.New(now),
        ModelVersion = version,
        Check = check,
        Statement = statement,
        Role = role,
        By = by,
        At = now,
        Sample = shown.Rows.Count,
        Shown = shown.Digest,
        Remarks = remarks.Trim(),
    };
}
