using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Evaluation;

/// <summary>Rows as NDJSON has them: an object a line. Each is good until the next one is asked for.</summary>
internal static class RowLines
{
    public static async IAsyncEnumerable<JsonDocument> Read(Stream content, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new ReadBuffer(content);
        for (var isMore = true; isMore || !buffer.Unread.IsEmpty;)
        {
            // Blank lines are passed over at once, however many somebody sends.
            var blank = buffer.Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            buffer.Advance(blank < 0 ? buffer.Unread.Length : blank);

            var end = buffer.Unread.Span.IndexOf((byte)'\n');
            if (end < 0 && isMore)
            {
                isMore = await buffer.Fill(ct);
                continue;
            }

            var line = end < 0 ? buffer.Unread : buffer.Unread[..end];
            if (!line.IsEmpty)
                yield return JsonDocument.Parse(line);
            buffer.Advance(end < 0 ? line.Length : end + 1);
        }
    }
}
