using System.Buffers.Text;

namespace Portal.Ledger.Certificates;

internal static class StrictBase64Url
{
    /// <summary>
    /// The bytes of base64url text; null for padding, white space, foreign characters and left-over bits, all of which the
    /// framework's decoder lets pass or would let differ without a difference in bytes (RFC 7515, appendix C).
    /// </summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        try
        {
            if (!Base64Url.TryDecodeFromChars(text, buffer, out var length)) return null;
            var bytes = buffer[..length];
            return text.SequenceEqual(Base64Url.EncodeToString(bytes)) ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
