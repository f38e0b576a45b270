using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Web.Tests.Account;

/// <summary>What a provider's token must be to be believed.</summary>
public sealed class ProviderTokenTests : ProviderTest
{
    private static readonly (string Claim, string Value)[] Lies =
    [
        ("nonce", "\"another\""), ("nonce", "null"), ("aud", "\"somebody-else\""), ("aud", """["portal","other"]"""), ("azp", "\"other\""),
        ("iss", "\"https://evil.example\""), ("exp", "1"), ("exp", "null"), ("iat", "99999999999"), ("nbf", "99999999999"), ("sub", "\"\""), ("sub", "null"),
    ];

    [Fact]
    public async Task A_token_that_says_something_else_than_it_must_is_refused()
    {
        List<string> troubles = [];
        foreach (var (claim, lie) in Lies)
        {
            Provider.Lie = claims => claims[claim] = JsonNode.Parse(lie);
            troubles.Add($"{claim} {lie}: {await Refused(new Visit(Host))}");
        }

        Assert.Equal(Lies.Select(lie => $"{lie.Claim} {lie.Value}: NotTrusted"), troubles);
        Assert.Null((await Ada()).User);
    }

    [Fact]
    public async Task A_token_that_nobody_signed_is_refused()
    {
        Provider.Forge = payload => $"{FakeProvider.Encode("""{"alg":"none"}"""u8.ToArray())}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload))}.";

        Assert.Equal("NotTrusted", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task A_token_that_is_signed_with_the_public_key_as_a_secret_is_refused()
    {
        Provider.Forge = payload =>
        {
            var signed = $"{FakeProvider.Encode(Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{Provider.KeyId}}"}"""))}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload))}";
            return $"{signed}.{FakeProvider.Encode(HMACSHA256.HashData("n"u8.ToArray(), Encoding.ASCII.GetBytes(signed)))}";
        };

        Assert.Equal("NotTrusted", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task A_token_that_was_changed_after_signing_is_refused()
    {
        Provider.Forge = payload =>
        {
            var parts = Provider.Sign($$"""{"alg":"RS256","kid":"{{Provider.KeyId}}"}""", payload).Split('.');
            return $"{parts[0]}.{FakeProvider.Encode(Encoding.UTF8.GetBytes(payload.Replace("ada", "eve", StringComparison.Ordinal)))}.{parts[2]}";
        };

        Assert.Equal("NotTrusted", await Refused(new Visit(Host)));
    }

    [Fact]
    public async Task A_key_that_is_not_known_yet_is_asked_for_and_the_old_one_is_gone()
    {
        await SignIn(new Visit(Host));
        Provider.Rotate();

        Assert.Equal("/", await SignIn(new Visit(Host)));
        Assert.Equal(2, Provider.KeyCalls);
        Provider.Forge = payload => Provider.Sign("""{"alg":"RS256","kid":"key-1"}""", payload);
        Assert.Equal("NotTrusted", await Refused(new Visit(Host)));
    }
}
