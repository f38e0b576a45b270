using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Portal.Shared;

/// <summary>A SHA-256 digest, written <c>sha256:</c> and 64 lower-case hex digits.</summary>
[JsonConverter(typeof(DigestJson))]
public sealed record Digest
{
    private const string Prefix = "sha256:";

    private Digest(string text) => Text = text;

    public string Text { get; }

    public string Hex => Text[Prefix.Length..];

    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    public static Digest FromHash(ReadOnlySpan<byte> hash) =>
        hash.Length == SHA256.HashSizeInBytes
            ? new(Prefix + Convert.ToHexStringLower(hash))
            : throw new ArgumentException("A SHA-256 hash has 32 bytes.", nameof(hash));

    public byte[] ToHash() => Convert.FromHexString(Hex);

    /// <summary>Takes what people and pipelines send; null when it is not a digest.</summary>
    public static Digest? TryParse(string? text) =>
        text is not null && text.Length == Prefix.Length + 64
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0
            ? new Digest(text)
            : null;

    public static Digest Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no digest: sha256: and 64 lower-case hex digits.");

    public override string ToString() => Text;
}
