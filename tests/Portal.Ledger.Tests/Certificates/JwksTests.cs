using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Ledger.Certificates;

namespace Portal.Ledger.Tests.Certificates;

public sealed class JwksTests
{
    // Found by jose, not by us.
    private const string Thumbprint = "WLTDBWrVQlAIwri1DVrIuCGtXEQ2hfhNBrOFizkpX7o";

    private static readonly string _fromJose = Encoding.UTF8.GetString(Jose.Keys).Trim();

    [Fact]
    public void A_set_made_elsewhere_is_read_and_its_thumbprint_is_ours()
    {
        var keys = Jwks.Parse(Jose.Keys);

        Assert.Equal(Thumbprint, Assert.Single(keys.Keys).KeyId);
    }

    [Fact]
    public void A_new_key_comes_first_and_the_retired_ones_stay()
    {
        using var first = A.Key();
        using var second = A.Key();

        var keys = Jwks.Empty.With(first).With(second).With(second);
        var back = Jwks.Parse(keys.ToBytes());

        Assert.Equal([VerificationKey.Of(second).KeyId, VerificationKey.Of(first).KeyId], back.Keys.Select(key => key.KeyId));
    }

    [Fact]
    public void The_set_holds_what_clients_look_for_and_no_private_half()
    {
        using var key = A.Key();

        using var json = JsonDocument.Parse(Jwks.Empty.With(key).ToBytes());
        var written = json.RootElement.GetProperty("keys")[0];

        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], written.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ES256", "P-256", "EC", "sig"), (written.GetProperty("alg").GetString(), written.GetProperty("crv").GetString(), written.GetProperty("kty").GetString(), written.GetProperty("use").GetString()));
    }

    [Fact]
    public void A_key_of_another_type_is_passed_over() =>
        Assert.Single(Parse(_fromJose.Replace("[{", """[{"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-384"},{""", StringComparison.Ordinal)).Keys);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[1]}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256"}]}""")]
    public void What_is_no_set_is_refused(string json) => Assert.Throws<FormatException>(() => Parse(json));

    [Theory]
    [InlineData("oOmW-Ccoa0uGkxTVLjvZMuifaARI6n4ic2bR5JZ81HM", "oOmW-Ccoa0uGkxTVLjvZMuifaARI6n4ic2bR5JZ81HN", "not a point")]
    [InlineData("oOmW-Ccoa0uGkxTVLjvZMuifaARI6n4ic2bR5JZ81HM", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a point")]
    [InlineData(Thumbprint, "today", "thumbprint")]
    [InlineData("\"crv\"", "\"d\":\"AQAB\",\"crv\"", "private")]
    public void A_damaged_key_is_refused(string from, string to, string reason)
    {
        var refused = Assert.Throws<FormatException>(() => Parse(_fromJose.Replace(from, to, StringComparison.Ordinal)));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_there_twice_is_refused()
    {
        var key = _fromJose["{\"keys\":[".Length..^2];

        Assert.Throws<FormatException>(() => Parse($$"""{"keys":[{{key}},{{key}}]}"""));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => Jwks.Empty.With(key));
        Assert.Throws<ArgumentException>(() => new CertificateSigner(key));
    }

    private static Jwks Parse(string json) => Jwks.Parse(Encoding.UTF8.GetBytes(json));
}
