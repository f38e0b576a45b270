using System.Text;
using System.Text.Json;

namespace Portal.Ledger.Certificates;

/// <summary>A DSSE envelope (github.com/secure-systems-lab/dsse, version 1) around an in-toto statement.</summary>
internal static class DsseEnvelope
{
    public const string PayloadType = "application/vnd.in-toto+json";

    public static CanonicalValue Write(byte[] payload, string keyId, byte[] signature) => CanonicalJson.Object(
        ("payload", Convert.ToBase64String(payload)),
        ("payloadType", PayloadType),
        ("signatures", CanonicalJson.List([CanonicalJson.Object(("keyid", keyId), ("sig", Convert.ToBase64String(signature)))])));

    /// <summary>What is signed: the type and the payload, each behind its length, so that no other pair has the same bytes.</summary>
    public static byte[] PreAuthentication(string payloadType, byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "), .. payload];

    /// <summary>The statement in the envelope; null when there is none. One good signature is enough, whatever stands beside it; without one, each says what is wrong with it.</summary>
    public static JsonElement? Open(JsonElement envelope, Jwks keys, List<CertificateFault> faults)
    {
        if (StrictBase64.Decode(envelope.TextOf("payload")) is not { } payload)
        {
            faults.Add(Malformed("The payload is missing or not base64."));
            return null;
        }

        var type = envelope.TextOf("payloadType") ?? "";
        if (type != PayloadType) faults.Add(Malformed($"The payload's type is '{type}', not {PayloadType}."));

        var wrong = Signatures(envelope).Select(signature => WhyNot(signature, PreAuthentication(type, payload), keys)).ToList();
        if (wrong.Count == 0) faults.Add(new CertificateFault(CertificateFaultKind.Signature, "The envelope has no signature."));
        else if (!wrong.Contains(null)) faults.AddRange(wrong.OfType<CertificateFault>());
        return StrictJson.Object(payload, "statement", faults);
    }

    private static IEnumerable<JsonElement> Signatures(JsonElement envelope) =>
        envelope.TryGetProperty("signatures", out var signatures) && signatures.ValueKind == JsonValueKind.Array ? signatures.EnumerateArray().Where(signature => signature.ValueKind == JsonValueKind.Object) : [];

    private static CertificateFault? WhyNot(JsonElement signature, byte[] signed, Jwks keys) =>
        signature.TextOf("keyid") is not { Length: > 0 } keyId ? Malformed("A signature names no key.")
        : keys.Find(keyId) is not { } key ? new CertificateFault(CertificateFaultKind.UnknownKey, $"The key '{keyId}' is not in the key set.")
        : StrictBase64.Decode(signature.TextOf("sig")) is not { } bytes ? Malformed("A signature is not base64.")
        : key.VerifiesSequence(signed, bytes) ? null
        : new CertificateFault(CertificateFaultKind.Signature, "The signature is not the key's over this statement.");

    private static CertificateFault Malformed(string message) => new(CertificateFaultKind.Malformed, message);
}
