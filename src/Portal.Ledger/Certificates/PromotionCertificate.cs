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
    public required string VersionDigest { get; init => field = Digest(value); }

    /// <summary>Where it may run.</summary>
    public required string Stage { get; init => field = Some(value); }

    /// <summary>The promotion that was decided.</summary>
    public required string Promotion { get; init => field = Some(value); }

    /// <summary>When the last signature was given.</summary>
    public required DateTimeOffset DecidedAt { get; init => field = WholeSeconds(value); }

    /// <summary>What was signed: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string SubjectDigest { get; init => field = Digest(value); }

    /// <summary>The version of the policy that the decision was made under.</summary>
    public required string PolicyVersion { get; init => field = Some(value); }

    internal static bool IsDigest(string text) => DigestForm.IsMatch(text);

    private static string Some(string value) =>
        value.Length > 0 ? value : throw new ArgumentException("A certificate leaves nothing empty.", nameof(value));

    private static string Digest(string value) =>
        IsDigest(value) ? value : throw new ArgumentException($"'{value}' is not 'sha256:' and 64 lower-case hexadecimal digits.", nameof(value));

    private static DateTimeOffset WholeSeconds(DateTimeOffset value) => DateTimeOffset.FromUnixTimeSeconds(value.ToUnixTimeSeconds());

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm { get; }
}
