using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Portal.Ledger.Certificates;

/// <summary>
/// What the portal certifies: this version of this system may run in this stage, by that decision, for so long. Instants
/// are kept in whole seconds, as JWT writes them (RFC 7519, 2: NumericDate).
/// </summary>
public sealed partial record PromotionCertificate
{
    /// <summary>Who issued it (<c>iss</c>): the portal's public address.</summary>
    public required string Issuer { get; init => field = Some(value); }

    /// <summary>Unique among all certificates (<c>jti</c>).</summary>
    public required string Id { get; init => field = Some(value); }

    /// <summary><c>iat</c>.</summary>
    public required DateTimeOffset IssuedAt { get; init => field = WholeSeconds(value); }

    /// <summary>Valid from this instant on (<c>nbf</c>).</summary>
    public required DateTimeOffset NotBefore { get; init => field = WholeSeconds(value); }

    /// <summary>Valid before this instant, not at it (<c>exp</c>).</summary>
    public required DateTimeOffset ExpiresAt { get; init => field = WholeSeconds(value); }

    /// <summary>The system's code (<c>sub</c> and <c>portal.system</c>).</summary>
    public required string System { get; init => field = Some(value); }

    /// <summary>The version's label.</summary>
    public required string Version { get; init => field = Some(value); }

    /// <summary>The sealed version's digest: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string VersionDigest { get; init => field = Checked(value); }

    /// <summary>Where it may run.</summary>
    public required string Stage { get; init => field = Some(value); }

    /// <summary>The promotion that was decided.</summary>
    public required string Promotion { get; init => field = Some(value); }

    /// <summary>When the last signature was given.</summary>
    public required DateTimeOffset DecidedAt { get; init => field = WholeSeconds(value); }

    /// <summary>What was signed: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string SubjectDigest { get; init => field = Checked(value); }

    /// <summary>The version of the policy that the decision was made under.</summary>
    public required string PolicyVersion { get; init => field = Some(value); }

    /// <summary>The digest of that policy's text.</summary>
    public required string PolicyDigest { get; init => field = Checked(value); }

    /// <summary>The files that the version consists of, in the order of their names.</summary>
    public required ImmutableArray<CertifiedArtifact> Artifacts { get; init => field = [.. value.OrderBy(artifact => artifact.Name, StringComparer.Ordinal)]; }

    /// <summary>What the approval hangs on; empty when it was given without conditions.</summary>
    public ImmutableArray<CertifiedCondition> Conditions { get; init; } = [];

    /// <summary>It was applied before it was decided, and how its review stands; null of what was decided first.</summary>
    public CertifiedEmergency? Emergency { get; init; }

    /// <summary>Whether these are bytes that may run: one of the version's files, or the version as a whole.</summary>
    public bool Covers(string digest) => digest == VersionDigest || Artifacts.Any(artifact => artifact.Digest == digest);

    /// <summary>Two certificates are the same when they say the same.</summary>
    public bool Equals(PromotionCertificate? other) => other is not null && CertificateClaims.Write(this).ToBytes().AsSpan().SequenceEqual(CertificateClaims.Write(other).ToBytes());

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal static bool IsDigest(string text) => DigestForm.IsMatch(text);

    internal static string Some(string value) =>
        value.Length > 0 ? value : throw new ArgumentException("A certificate leaves nothing empty.", nameof(value));

    internal static string Checked(string value) =>
        IsDigest(value) ? value : throw new ArgumentException($"'{value}' is not 'sha256:' and 64 lower-case hexadecimal digits.", nameof(value));

    private static DateTimeOffset WholeSeconds(DateTimeOffset value) => DateTimeOffset.FromUnixTimeSeconds(value.ToUnixTimeSeconds());

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm { get; }
}

/// <summary>How the review of something stands that was applied in an emergency.</summary>
public enum CertifiedEmergency
{
    /// <summary>The steps that were skipped have not spoken.</summary>
    Unreviewed = 1,

    /// <summary>They have ratified it.</summary>
    Ratified,
}

/// <summary>One file of the version.</summary>
public sealed record CertifiedArtifact
{
    /// <param name="name">What the version calls it.</param>
    /// <param name="digest"><c>sha256:</c> and 64 hexadecimal digits, over its bytes.</param>
    public CertifiedArtifact(string name, string digest) => (Name, Digest) = (PromotionCertificate.Some(name), PromotionCertificate.Checked(digest));

    public string Name { get; }

    public string Digest { get; }
}

/// <summary>Something that has to be done after the approval.</summary>
public sealed record CertifiedCondition
{
    /// <param name="finding">The finding under which it is followed.</param>
    /// <param name="text">What is to be done.</param>
    /// <param name="due">Its last day.</param>
    /// <param name="isBlocking">Whether the version may not run on when it is overdue.</param>
    public CertifiedCondition(string finding, string text, DateOnly due, bool isBlocking) =>
        (Finding, Text, Due, IsBlocking) = (PromotionCertificate.Some(finding), PromotionCertificate.Some(text), due, isBlocking);

    public string Finding { get; }

    public string Text { get; }

    public DateOnly Due { get; }

    public bool IsBlocking { get; }
}
