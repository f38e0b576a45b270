using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Accounts.Oidc;

namespace Portal.Tests.Accounts;

public sealed class JsonWebKeysTests
{
    private static readonly byte[] Signed = "header.payload"u8.ToArray();

    [Fact]
    public void A_signature_of_an_elliptic_key_holds_for_its_curve_alone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = Of(key, "P-256");
        var signature = key.SignData(Signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        Assert.True(keys.Verify("ES256", "one", Signed, signature));
        Assert.False(keys.Verify("ES384", "one", Signed, signature));
        Assert.False(keys.Verify("RS256", "one", Signed, signature));
        Assert.False(keys.Verify("ES256", "another", Signed, signature));
        Assert.False(keys.Verify("ES256", "one", "header.other"u8, signature));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("")]
    public void There_are_no_symmetric_signatures_and_none_that_are_missing(string algorithm)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.False(Of(key, "P-256").Verify(algorithm, "one", Signed, []));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""{"keys":[7,{"kty":"oct","k":"AAAA","kid":"one"},{"kty":"EC","crv":"P-256","x":"!","y":"?","kid":"one"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"one"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB","kid":"one"}]}""")]
    public void What_is_no_key_or_too_short_a_one_verifies_nothing(string set)
    {
        using var document = JsonDocument.Parse(set);

        Assert.False(JsonWebKeys.Parse(document.RootElement).Verify("ES256", "one", Signed, new byte[64]));
    }

    private static JsonWebKeys Of(ECDsa key, string curve)
    {
        var point = key.ExportParameters(false).Q;
        using var document = JsonDocument.Parse($$"""
            {"keys":[{"kty":"EC","kid":"one","crv":"{{curve}}","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}
            """);
        return JsonWebKeys.Parse(document.RootElement);
    }
}
