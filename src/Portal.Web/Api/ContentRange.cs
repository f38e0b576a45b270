using System.Net.Http.Headers;
using Portal.Data;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Which part of a whole a body says it is (RFC 9110, 14.4).</summary>
internal static class ContentRange
{
    public const string Header = "Content-Range";

    /// <summary>Null when the body is the whole. What is not understood must not be taken for the whole, so it is refused (14.5).</summary>
    public static Result<Asked> Of(HttpRequest request)
    {
        if (request.Headers.ContentRange.Count == 0)
            return new Asked(null);
        if (request.Headers.ContentRange is not [var text]
            || !ContentRangeHeaderValue.TryParse(text, out var range)
            || !string.Equals(range.Unit, "bytes", StringComparison.OrdinalIgnoreCase)
            || range is not { From: { } first, To: { } last, Length: { } total })
            return new Invalid(Header, "Write it as: bytes FIRST-LAST/SIZE, with the first byte as 0.");

        var bytes = new ByteRange(first, last + 1, total);
        return request.ContentLength is { } length && length != bytes.Length
            ? new Invalid(Header, $"It says {bytes.Length} bytes, but the body has {length}.")
            : new Asked(bytes);
    }

    internal sealed record Asked(ByteRange? ByteRange);
}
