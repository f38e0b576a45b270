using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ledger.Certificates;

namespace Portal.Ledger.Tests.Certificates;

public sealed class StatementTests : IDisposable
{
    private const string InToto = "application/vnd.in-toto+json";

    private readonly ECDsa _key = A.Key();
    private readonly CertificateSigner _signer;
    private readonly Jwks _keys;

    public StatementTests()
    {
        _signer = new CertificateSigner(_key);
        _keys = Jwks.Empty.With(_key);
    }

    private JsonNode Statement => JsonNode.Parse(Convert.FromBase64String(JsonNode.Parse(_signer.SignStatement(A.Certificate))!["payload"]!.GetValue<string>()))!;

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_was_certified_is_what_is_verified()
    {
        var verdict = CertificateVerifier.Verify(_signer.SignStatement(A.Certificate), _keys, A.Noon);

        Assert.Empty(verdict.Faults);
        Assert.Equal(A.Certificate, verdict.Certificate);
    }

    [Fact]
    public void Both_forms_say_the_same() =>
        Assert.Equal(CertificateVerifier.Verify(_signer.Sign(A.Certificate), _keys, A.Noon).Certificate, CertificateVerifier.Verify(_signer.SignStatement(A.Certificate), _keys, A.Noon).Certificate);

    [Fact]
    public void The_statement_says_what_other_readers_of_in_toto_and_SLSA_expect()
    {
        var statement = Statement;
        var predicate = statement["predicate"]!;

        Assert.Equal(("https://in-toto.io/Statement/v1", "https://slsa.dev/verification_summary/v1"), (Text(statement["_type"]), Text(statement["predicateType"])));
        Assert.Equal(
            [("AIS-0003/2.4.1", new string('a', 64)), ("features.json", new string('c', 64)), ("model.onnx", new string('b', 64))],
            statement["subject"]!.AsArray().Select(subject => (Text(subject!["name"]), Text(subject["digest"]!["sha256"]))));
        Assert.Equal(("https://portal.example", "2026-03-31T12:00:00Z", "PASSED"), (Text(predicate["verifier"]!["id"]), Text(predicate["timeVerified"]), Text(predicate["verificationResult"])));
        Assert.Equal("https://portal.example/register/AIS-0003?stage=Production", Text(predicate["resourceUri"]));
        Assert.Equal(("https://portal.example/policies/7", new string('7', 64)), (Text(predicate["policy"]!["uri"]), Text(predicate["policy"]!["digest"]!["sha256"])));
        Assert.Equal(["PORTAL_PRODUCTION"], predicate["verifiedLevels"]!.AsArray().Select(Text));
    }

    [Fact]
    public void Openssl_finds_the_same_signature_good_and_another_payload_bad()
    {
        var folder = Directory.CreateTempSubdirectory("portal-dsse-").FullName;
        try
        {
            var envelope = JsonNode.Parse(_signer.SignStatement(A.Certificate))!;
            var payload = Convert.FromBase64String(Text(envelope["payload"]));
            var signed = Signed(InToto, payload);
            File.WriteAllText(Path.Combine(folder, "key.pem"), _key.ExportSubjectPublicKeyInfoPem());
            File.WriteAllBytes(Path.Combine(folder, "signature"), Convert.FromBase64String(Text(envelope["signatures"]![0]!["sig"])));
            File.WriteAllBytes(Path.Combine(folder, "signed"), signed);
            File.WriteAllBytes(Path.Combine(folder, "changed"), [.. signed[..^2], (byte)'?', signed[^1]]);

            Assert.Equal((0, 1), (Openssl(folder, "signed"), Openssl(folder, "changed")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_bit_of_an_envelope_counts()
    {
        var envelope = Encoding.UTF8.GetBytes(_signer.SignStatement(A.Certificate));

        Assert.All(Enumerable.Range(0, envelope.Length), at => Assert.All(Enumerable.Range(0, 8), bit =>
        {
            byte[] changed = [.. envelope];
            changed[at] ^= (byte)(1 << bit);
            Assert.False(CertificateVerifier.Verify(Encoding.UTF8.GetString(changed), _keys, A.Noon).IsVerified, $"bit {bit} of byte {at}");
        }));
    }

    [Theory]
    [InlineData(-1, CertificateFaultKind.NotYetValid)]
    [InlineData(86_400, CertificateFaultKind.Expired)]
    public void It_is_valid_in_its_time_alone(int seconds, CertificateFaultKind fault) =>
        Assert.Equal([fault], Kinds(_signer.SignStatement(A.Certificate), new ExpectedCertificate(A.Noon.AddSeconds(seconds))));

    [Fact]
    public void A_statement_of_an_unknown_key_is_refused()
    {
        using var other = A.Key();

        Assert.Equal([CertificateFaultKind.UnknownKey], Kinds(new CertificateSigner(other).SignStatement(A.Certificate)));
    }

    [Fact]
    public void A_statement_signed_by_another_key_than_it_names_is_refused()
    {
        using var other = A.Key();

        Assert.Equal([CertificateFaultKind.Signature], Kinds(Envelope(other, Statement.ToJsonString())));
    }

    [Fact]
    public void A_signature_over_the_payload_without_its_type_is_refused()
    {
        var payload = Encoding.UTF8.GetBytes(Statement.ToJsonString());

        Assert.Equal([CertificateFaultKind.Signature], Kinds(Envelope(payload, InToto, _key.SignData(payload, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))));
    }

    [Fact]
    public void A_signature_in_the_form_of_a_JWT_is_refused()
    {
        var payload = Encoding.UTF8.GetBytes(Statement.ToJsonString());

        Assert.Equal([CertificateFaultKind.Signature], Kinds(Envelope(payload, InToto, _key.SignData(Signed(InToto, payload), HashAlgorithmName.SHA256))));
    }

    [Fact]
    public void Another_payload_type_is_refused_even_under_a_good_signature() =>
        Assert.Equal([CertificateFaultKind.Malformed], Kinds(Envelope(_key, Statement.ToJsonString(), "application/json")));

    [Fact]
    public void An_unsigned_envelope_is_refused() =>
        Assert.Equal([CertificateFaultKind.Signature], Kinds($$"""{"payload":"{{Base64(Statement)}}","payloadType":"{{InToto}}","signatures":[]}"""));

    [Fact]
    public void A_signature_of_others_beside_the_portals_is_passed_over()
    {
        var envelope = JsonNode.Parse(_signer.SignStatement(A.Certificate))!;
        envelope["signatures"]!.AsArray().Insert(0, new JsonObject { ["keyid"] = "witness", ["sig"] = "AAAA" });

        Assert.Empty(Kinds(envelope.ToJsonString()));
    }

    [Theory]
    [InlineData("_type", "\"https://in-toto.io/Statement/v0.1\"")]
    [InlineData("predicateType", "\"https://slsa.dev/provenance/v1\"")]
    [InlineData("subject", "[]")]
    [InlineData("predicate.verifier", "{\"id\":\"https://elsewhere.example\"}")]
    [InlineData("predicate.verificationResult", "\"FAILED\"")]
    [InlineData("predicate.resourceUri", "\"https://portal.example/register/AIS-0004?stage=Production\"")]
    [InlineData("predicate.policy", "null")]
    [InlineData("predicate.verifiedLevels", "[\"SLSA_BUILD_LEVEL_3\"]")]
    public void A_signed_statement_that_says_something_else_than_its_certificate_is_refused_by_name(string member, string value)
    {
        var statement = Statement;
        var holder = member.StartsWith("predicate.", StringComparison.Ordinal) ? statement["predicate"]! : statement;
        holder[member.Split('.')[^1]] = JsonNode.Parse(value);

        var fault = Assert.Single(CertificateVerifier.Verify(Envelope(_key, statement.ToJsonString()), _keys, A.Noon).Faults);

        Assert.Contains($"'{member}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_later_portal_adds_is_passed_over()
    {
        var statement = Statement;
        statement["predicate"]!["dependencyLevels"] = new JsonObject();
        statement["more"] = 1;

        Assert.Empty(Kinds(Envelope(_key, statement.ToJsonString())));
    }

    [Fact]
    public void A_statement_that_carries_no_certificate_is_refused() =>
        Assert.Equal([CertificateFaultKind.Malformed], Kinds(Envelope(_key, """{"_type":"https://in-toto.io/Statement/v1","predicate":[]}""")));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"payloads":""}""")]
    public void What_is_no_envelope_at_all_is_called_so(string text) => Assert.Equal([CertificateFaultKind.NotACertificate], Kinds(text));

    [Theory]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null)]
    [InlineData("sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", null)]
    [InlineData("sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd", CertificateFaultKind.OtherDigest)]
    public void It_covers_the_version_and_its_files_and_no_other_bytes(string digest, CertificateFaultKind? fault)
    {
        var expected = new ExpectedCertificate(A.Noon) { Digest = digest };

        Assert.All([_signer.Sign(A.Certificate), _signer.SignStatement(A.Certificate)], certificate => Assert.Equal(fault is null ? [] : [fault.Value], Kinds(certificate, expected)));
    }

    [Fact]
    public void It_is_for_one_system_and_one_stage()
    {
        var certificate = _signer.SignStatement(A.Certificate);

        Assert.Empty(Kinds(certificate, new ExpectedCertificate(A.Noon) { System = "AIS-0003", Stage = "Production" }));
        Assert.Equal([CertificateFaultKind.OtherScope, CertificateFaultKind.OtherScope], Kinds(certificate, new ExpectedCertificate(A.Noon) { System = "AIS-0004", Stage = "Staging" }));
    }

    /// <summary>The pre-authentication encoding of DSSE's protocol, for ASCII types.</summary>
    private static byte[] Signed(string type, byte[] payload) => [.. Encoding.ASCII.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static string Base64(JsonNode json) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(json));

    private static int Openssl(string folder, string signed)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", signed])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        openssl.WaitForExit();
        return openssl.ExitCode;
    }

    /// <summary>An envelope that names our key, signed with any, around anything.</summary>
    private string Envelope(ECDsa key, string statement, string type = InToto)
    {
        var payload = Encoding.UTF8.GetBytes(statement);
        return Envelope(payload, type, key.SignData(Signed(type, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private string Envelope(byte[] payload, string type, byte[] signature) => new JsonObject
    {
        ["payload"] = Convert.ToBase64String(payload),
        ["payloadType"] = type,
        ["signatures"] = new JsonArray(new JsonObject { ["keyid"] = _signer.KeyId, ["sig"] = Convert.ToBase64String(signature) }),
    }.ToJsonString();

    private IEnumerable<CertificateFaultKind> Kinds(string certificate) => Kinds(certificate, new ExpectedCertificate(A.Noon));

    private IEnumerable<CertificateFaultKind> Kinds(string certificate, ExpectedCertificate expected) => CertificateVerifier.Verify(certificate, _keys, expected).Faults.Select(fault => fault.Kind);
}
