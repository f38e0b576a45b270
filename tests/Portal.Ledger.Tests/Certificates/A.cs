using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Ledger.Certificates;

namespace Portal.Ledger.Tests.Certificates;

/// <summary>A certificate, keys and tokens to begin with.</summary>
internal static class A
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    public static PromotionCertificate Certificate => new()
    {
        Issuer = "https://portal.example",
        Id = "0198f0a2-7c1e-7000-8000-000000000001",
        IssuedAt = Noon,
        NotBefore = Noon,
        ExpiresAt = Noon.AddHours(24),
        System = "AIS-0003",
        Version = "2.4.1",
        VersionDigest = $"sha256:{new string('a', 64)}",
        Stage = "Production",
        Promotion = "PR-0007",
        DecidedAt = Noon.AddMinutes(-20),
        SubjectDigest = $"sha256:{new string('0', 64)}",
        PolicyVersion = "7",
        PolicyDigest = $"sha256:{new string('7', 64)}",
        Artifacts = [new("model.onnx", $"sha256:{new string('b', 64)}"), new("features.json", $"sha256:{new string('c', 64)}")],
        Conditions = [new("FI-0012", "Repeat the bias test on the new region's data.", new DateOnly(2026, 5, 31), isBlocking: true)],
    };

    public static ECDsa Key() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A JWT of any header and claims, signed as ES256 whatever they say.</summary>
    public static string Jwt(ECDsa key, string header, string claims)
    {
        var signed = $"{Part(header)}.{Part(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public static string Json(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
