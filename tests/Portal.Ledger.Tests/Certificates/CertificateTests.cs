using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Ledger.Certificates;

namespace Portal.Ledger.Tests.Certificates;

public sealed class CertificateTests : IDisposable
{
    private readonly ECDsa _key = A.Key();
    private readonly CertificateSigner _signer;
    private readonly Jwks _keys;

    public CertificateTests()
    {
        _signer = new CertificateSigner(_key);
        _keys = Jwks.Empty.With(_key);
    }

    private string Header => $$"""{"alg":"ES256","kid":"{{_signer.KeyId}}","typ":"JWT"}""";

    private static string Claims => A.Json(new CertificateSigner(A.Key()).Sign(A.Certificate).Split('.')[1]);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_was_certified_is_what_is_verified()
    {
        var verdict = CertificateVerifier.Verify(_signer.Sign(A.Certificate), _keys, A.Noon);

        Assert.Empty(verdict.Faults);
        Assert.True(verdict.IsVerified);
        Assert.Equal(A.Certificate, verdict.Certificate);
    }

    [Fact]
    public void The_token_says_what_other_readers_of_JWT_expect()
    {
        var parts = _signer.Sign(A.Certificate with { DecidedAt = A.Noon.AddMilliseconds(-1) }).Split('.');

        using var header = JsonDocument.Parse(A.Json(parts[0]));
        using var claims = JsonDocument.Parse(A.Json(parts[1]));

        Assert.Equal(("ES256", "JWT", _signer.KeyId), (header.RootElement.GetProperty("alg").GetString(), header.RootElement.GetProperty("typ").GetString(), header.RootElement.GetProperty("kid").GetString()));
        Assert.Equal("AIS-0003", claims.RootElement.GetProperty("sub").GetString());
        Assert.Equal(A.Noon.ToUnixTimeSeconds() + 86_400, claims.RootElement.GetProperty("exp").GetInt64());
        Assert.Equal(A.Noon.ToUnixTimeSeconds() - 1, claims.RootElement.GetProperty("portal").GetProperty("decidedAt").GetInt64());
        Assert.Equal(86, parts[2].Length);
    }

    [Theory]
    [InlineData(CertifiedEmergency.Unreviewed, "unreviewed")]
    [InlineData(CertifiedEmergency.Ratified, "ratified")]
    public void What_was_applied_before_it_was_decided_says_so_and_how_its_review_stands(CertifiedEmergency emergency, string claim)
    {
        var jwt = _signer.Sign(A.Certificate with { Emergency = emergency });

        var verdict = CertificateVerifier.Verify(jwt, _keys, A.Noon);

        Assert.Equal((true, emergency), (verdict.IsVerified, verdict.Certificate?.Emergency));
        Assert.Contains($"\"emergency\":\"{claim}\"", A.Json(jwt.Split('.')[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("emergency", Claims, StringComparison.Ordinal);
        Assert.Equal([CertificateFaultKind.Malformed], Kinds(A.Jwt(_key, Header, A.Json(jwt.Split('.')[1]).Replace(claim, "forgotten", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_token_signed_elsewhere_with_the_same_claims_is_verified()
    {
        var verdict = CertificateVerifier.Verify(Jose.Certificate, Jwks.Parse(Jose.Keys), DateTimeOffset.FromUnixTimeSeconds(1774951200));

        Assert.Empty(verdict.Faults);
        Assert.Equal(("AIS-0003", "P-3"), (verdict.Certificate!.System, verdict.Certificate.PolicyVersion));
    }

    [Fact]
    public void A_token_of_a_retired_key_is_still_verified()
    {
        using var next = A.Key();

        Assert.True(CertificateVerifier.Verify(_signer.Sign(A.Certificate), _keys.With(next), A.Noon).IsVerified);
    }

    [Theory]
    [InlineData(-1, CertificateFaultKind.NotYetValid)]
    [InlineData(0, null)]
    [InlineData(86_399, null)]
    [InlineData(86_400, CertificateFaultKind.Expired)]
    public void A_certificate_is_valid_from_its_first_second_up_to_its_last(int seconds, CertificateFaultKind? fault)
    {
        var verdict = CertificateVerifier.Verify(_signer.Sign(A.Certificate), _keys, A.Noon.AddSeconds(seconds));

        Assert.Equal(fault is null ? [] : [fault.Value], verdict.Faults.Select(found => found.Kind));
    }

    [Fact]
    public void A_token_of_an_unknown_key_is_refused()
    {
        using var other = A.Key();

        Assert.Equal([CertificateFaultKind.UnknownKey], Kinds(new CertificateSigner(other).Sign(A.Certificate)));
    }

    [Fact]
    public void A_token_signed_by_another_key_than_it_names_is_refused()
    {
        using var other = A.Key();

        Assert.Equal([CertificateFaultKind.Signature], Kinds(A.Jwt(other, Header, Claims)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("es256")]
    [InlineData("")]
    public void Another_algorithm_is_refused_even_over_a_good_signature(string algorithm) =>
        Assert.Equal([CertificateFaultKind.Algorithm], Kinds(A.Jwt(_key, Header.Replace("ES256", algorithm, StringComparison.Ordinal), Claims)));

    [Fact]
    public void An_unsigned_token_is_refused()
    {
        var unsigned = $"{A.Part(Header.Replace("ES256", "none", StringComparison.Ordinal))}.{A.Part(Claims)}.";

        Assert.Equal([CertificateFaultKind.Algorithm, CertificateFaultKind.Signature], Kinds(unsigned));
    }

    [Fact]
    public void A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var header = Header.Replace("ES256", "HS256", StringComparison.Ordinal);
        var signed = $"{A.Part(header)}.{A.Part(Claims)}";
        var mac = HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(signed));

        Assert.Equal([CertificateFaultKind.Algorithm, CertificateFaultKind.Signature], Kinds($"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(mac)}"));
    }

    [Fact]
    public void Every_character_of_a_token_counts()
    {
        var jwt = _signer.Sign(A.Certificate);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        Assert.All(Enumerable.Range(0, jwt.Length), at =>
        {
            var index = alphabet.IndexOf(jwt[at], StringComparison.Ordinal);
            char[] others = index < 0 ? ['A', ' ', '_'] : [alphabet[index ^ 1], alphabet[index ^ 32], '=', '.', ' '];
            Assert.All(others, other => Assert.False(CertificateVerifier.Verify($"{jwt[..at]}{other}{jwt[(at + 1)..]}", _keys, A.Noon).IsVerified));
            Assert.False(CertificateVerifier.Verify(jwt.Remove(at, 1), _keys, A.Noon).IsVerified);
        });
    }

    [Theory]
    [InlineData("=")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("A")]
    [InlineData(".")]
    [InlineData(".e30")]
    public void Nothing_may_follow_a_token(string tail) => Assert.False(CertificateVerifier.Verify(_signer.Sign(A.Certificate) + tail, _keys, A.Noon).IsVerified);

    [Fact]
    public void A_name_that_occurs_twice_is_refused_in_header_and_claims()
    {
        var header = Header.Replace("{\"alg\"", "{\"alg\":\"ES256\",\"alg\"", StringComparison.Ordinal);
        var claims = Claims.Replace("\"stage\"", "\"stage\":\"Production\",\"st\\u0061ge\"", StringComparison.Ordinal);

        Assert.Equal([CertificateFaultKind.DuplicateName, CertificateFaultKind.DuplicateName], Kinds(A.Jwt(_key, header, claims)));
    }

    [Theory]
    [InlineData("\"iss\":\"https://portal.example\"", "\"iss\":7", "'iss'")]
    [InlineData("\"sub\":\"AIS-0003\"", "\"sub\":\"AIS-0004\"", "different systems")]
    [InlineData("\"jti\"", "\"jtj\"", "'jti'")]
    [InlineData("\"exp\":", "\"exp\":1e400,\"x\":", "'exp'")]
    [InlineData("\"exp\":", "\"exp\":null,\"x\":", "'exp'")]
    [InlineData("\"exp\":", "\"exp\":9223372036854775807,\"x\":", "'exp'")]
    [InlineData("\"nbf\":", "\"nbf\":\"0\",\"x\":", "'nbf'")]
    [InlineData("\"portal\":", "\"portals\":", "'portal'")]
    [InlineData("\"stage\":\"Production\"", "\"stage\":\"\"", "'portal.stage'")]
    [InlineData("sha256:a", "sha256:A", "'portal.versionDigest'")]
    [InlineData("sha256:0", "sha256:", "'portal.subjectDigest'")]
    [InlineData("\"decidedAt\":", "\"decidedAt\":[],\"x\":", "'portal.decidedAt'")]
    [InlineData("\"artifacts\":[", "\"artifacts\":[7,", "'portal.artifacts'")]
    [InlineData("sha256:b", "sha256:", "'portal.artifacts[1].digest'")]
    [InlineData("\"conditions\":", "\"condition\":", "'portal.conditions'")]
    [InlineData("2026-05-31", "2026-02-31", "'portal.conditions[0].due'")]
    [InlineData("\"blocking\":true", "\"blocking\":\"no\"", "'portal.conditions[0].blocking'")]
    public void A_claim_that_is_missing_or_not_of_its_form_is_named(string from, string to, string named)
    {
        var verdict = CertificateVerifier.Verify(A.Jwt(_key, Header, Claims.Replace(from, to, StringComparison.Ordinal)), _keys, A.Noon);

        var fault = Assert.Single(verdict.Faults);
        Assert.Equal(CertificateFaultKind.Malformed, fault.Kind);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"typ\":\"JWT\"", "\"typ\":\"JOSE\"")]
    [InlineData("\"typ\":\"JWT\"", "\"crit\":[\"b64\"],\"b64\":false")]
    [InlineData("\"kid\"", "\"key\"")]
    public void A_header_that_asks_for_what_we_do_not_do_is_refused(string from, string to) =>
        Assert.Equal([CertificateFaultKind.Malformed], Kinds(A.Jwt(_key, Header.Replace(from, to, StringComparison.Ordinal), Claims)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"iss\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void Claims_that_are_no_object_of_Unicode_texts_are_refused(string claims) =>
        Assert.Equal([CertificateFaultKind.Malformed], Kinds(A.Jwt(_key, Header, claims)));

    [Fact]
    public void Every_fault_is_listed()
    {
        using var other = A.Key();
        var header = Header.Replace("ES256", "none", StringComparison.Ordinal);
        var claims = Claims.Replace("\"jti\"", "\"jtj\"", StringComparison.Ordinal);

        var verdict = CertificateVerifier.Verify(A.Jwt(other, header, claims), _keys, A.Noon.AddDays(2));

        Assert.Equal(
            [CertificateFaultKind.Algorithm, CertificateFaultKind.Signature, CertificateFaultKind.Malformed, CertificateFaultKind.Expired],
            verdict.Faults.Select(fault => fault.Kind));
        Assert.Null(verdict.Certificate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("not.a.jwt")]
    [InlineData("a.b.c.d")]
    [InlineData("..")]
    [InlineData("\ud83d\ude00.\ud83d\ude00.\ud83d\ude00")]
    public void What_is_no_token_at_all_is_called_so(string text) => Assert.Equal([CertificateFaultKind.NotACertificate], Kinds(text));

    [Fact]
    public void A_certificate_that_could_never_be_valid_is_not_signed() =>
        Assert.Throws<ArgumentException>(() => _signer.Sign(A.Certificate with { ExpiresAt = A.Noon.AddMilliseconds(999) }));

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000\n")]
    public void A_digest_that_is_none_makes_no_certificate(string digest) =>
        Assert.Throws<ArgumentException>(() => A.Certificate with { VersionDigest = digest });

    private IEnumerable<CertificateFaultKind> Kinds(string jwt) => CertificateVerifier.Verify(jwt, _keys, A.Noon).Faults.Select(fault => fault.Kind);
}
