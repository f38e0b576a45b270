using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Portal.Ledger.Packs;

/// <summary>
/// What vouches for a manifest: a signature, the key that made it, and how that key came to be the ledger's. A signature is random, so
/// it is made once and kept: only then does the same pack have the same bytes.
/// </summary>
public sealed record PackSeal(byte[] Signature, string KeyPem, ImmutableArray<ProvenEntry> Takeovers)
{
    public static PackSeal Sign(PackManifest manifest, ECDsa key, IEnumerable<ProvenEntry> takeovers) => new(
        key.SignData(manifest.ToBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), key.ExportSubjectPublicKeyInfoPem() + "\n", [.. takeovers]);
}
