using System.Text;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>
/// A document that names its own digest: it is taken while zeros stand in its place. Who puts them back and hashes the file comes to the same.
/// </summary>
public sealed record SealedDocument(string Html, Digest Digest)
{
    /// <summary>As many zeros as a digest has digits.</summary>
    public const string NoDigest = "0000000000000000000000000000000000000000000000000000000000000000";

    public static SealedDocument Of(string html)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(html));
        return new SealedDocument(html.Replace(NoDigest, digest.Hex, StringComparison.Ordinal), digest);
    }
}
