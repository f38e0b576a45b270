using System.Text.Json;

namespace Portal.Accounts.Oidc;

/// <summary>Who somebody is, by the word of the provider. Issuer and subject are the person; everything else may change.</summary>
public sealed record ProviderIdentity(
    string Issuer, string Subject, string? Email, bool EmailVerified, string Name, IReadOnlyCollection<string> Values, bool SecondFactor)
{
    private static readonly string[] SecondFactors = ["mfa", "otp", "hwk", "swk", "sc", "face", "fpt", "iris", "sms", "tel", "pop"];

    /// <summary>Something that is needed is not among the claims: the user-info endpoint may have it.</summary>
    public static bool LacksAny(JsonElement claims) =>
        JsonText.Of(claims, "email") is null || JsonText.Of(claims, "name") is null || ValuesOf(claims).Count == 0;

    /// <summary>From the token's claims; what these do not have is taken from the user-info answer.</summary>
    public static ProviderIdentity Of(string issuer, JsonElement claims, JsonElement? more)
    {
        var other = more ?? claims;
        var values = ValuesOf(claims);

        // An address and its verification belong together.
        var mail = JsonText.Of(claims, "email") is null ? other : claims;
        var name = JsonText.Of(claims, "name") ?? JsonText.Of(other, "name") ?? JsonText.Of(claims, "preferred_username") ?? JsonText.Of(other, "preferred_username");
        return new(
            issuer, JsonText.Of(claims, "sub") ?? "", JsonText.Of(mail, "email"), IsTrue(mail, "email_verified"), name ?? JsonText.Of(mail, "email") ?? "",
            values.Count > 0 ? values : ValuesOf(other), JsonText.All(claims, "amr").Any(method => SecondFactors.Contains(method)));
    }

    private static IReadOnlyCollection<string> ValuesOf(JsonElement claims) =>
    [
        .. JsonText.All(claims, "groups"),
        .. JsonText.All(claims, "roles"),
        .. claims.TryGetProperty("realm_access", out var realm) ? JsonText.All(realm, "roles") : [],
    ];

    // Some providers write it as text.
    private static bool IsTrue(JsonElement claims, string member) =>
        claims.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True || JsonText.Of(claims, member) == "true";
}
