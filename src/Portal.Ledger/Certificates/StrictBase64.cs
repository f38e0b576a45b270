namespace Portal.Ledger.Certificates;

internal static class StrictBase64
{
    /// <summary>
    /// The bytes of base64 text (RFC 4648, 4); null when it is none, and for white space and left-over bits, with which texts would
    /// differ without a difference in bytes.
    /// </summary>
    public static byte[]? Decode(string? text)
    {
        if (text is null) return null;

        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var length)) return null;
        var bytes = buffer[..length];
        return Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}
