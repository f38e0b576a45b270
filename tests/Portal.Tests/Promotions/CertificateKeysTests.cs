using Portal.Ledger.Certificates;
using Portal.Promotions;

namespace Portal.Tests.Promotions;

public sealed class CertificateKeysTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-keys-").FullName;

    private string Key => Path.Combine(_folder, "certificate.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_key_signed_can_still_be_checked_after_two_others_took_its_place()
    {
        var first = SignWithNextKey();
        var second = SignWithNextKey();
        File.Delete(Key);

        using var keys = new CertificateKeys(Key);
        var third = keys.Signer.Sign(Certificate);

        Assert.Equal(3, keys.Published.Keys.Length);
        Assert.Equal(keys.Signer.KeyId, keys.Published.Keys[0].KeyId);
        Assert.All([first, second, third], certificate => Assert.True(CertificateVerifier.Verify(certificate, keys.Published, Noon).IsVerified));
    }

    [Fact]
    public void A_restart_with_the_same_key_changes_nothing_that_is_published()
    {
        using var before = new CertificateKeys(Key);
        var published = before.Published.ToBytes();
        var written = File.GetLastWriteTimeUtc(Path.ChangeExtension(Key, ".public.json"));

        using var after = new CertificateKeys(Key);

        Assert.Equal(published, after.Published.ToBytes());
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.ChangeExtension(Key, ".public.json")));
    }

    [Fact]
    public void An_earlier_key_that_comes_back_signs_again_and_is_named_once()
    {
        SignWithNextKey();
        var kept = File.ReadAllBytes(Key);
        SignWithNextKey();
        File.WriteAllBytes(Key, kept);

        using var keys = new CertificateKeys(Key);

        Assert.Equal(2, keys.Published.Keys.Length);
        Assert.Equal(keys.Signer.KeyId, keys.Published.Keys[0].KeyId);
    }

    [Fact]
    public void Public_halves_that_somebody_else_wrote_are_not_published()
    {
        SignWithNextKey();
        File.WriteAllText(Path.ChangeExtension(Key, ".public.json"), """{"keys":[{"kty":"EC","crv":"P-256","kid":"mine"}]}""");

        using var keys = new CertificateKeys(Key);

        Assert.Contains("is not the key set that the portal wrote", Assert.Throws<InvalidOperationException>(() => keys.Published).Message);
    }

    /// <summary>Starts with another key than before, which makes itself, signs once and stops.</summary>
    private string SignWithNextKey()
    {
        File.Delete(Key);
        using var keys = new CertificateKeys(Key);
        return keys.Signer.Sign(Certificate);
    }

    private static PromotionCertificate Certificate => new()
    {
        Issuer = "https://portal.example",
        Id = "1",
        IssuedAt = Noon,
        NotBefore = Noon,
        ExpiresAt = Noon.AddHours(24),
        System = "AIS-0001",
        Version = "v1",
        VersionDigest = $"sha256:{new string('a', 64)}",
        Artifacts = [],
        Stage = "Production",
        Promotion = "PR-0001",
        DecidedAt = Noon,
        SubjectDigest = $"sha256:{new string('b', 64)}",
        PolicyVersion = "1",
        PolicyDigest = $"sha256:{new string('c', 64)}",
    };
}
