using System.Text;
using Portal.Ledger;

namespace Portal.Reports.Packs;

/// <summary>Records as an array of canonical JSON, one a line, so that two packs can be compared line by line.</summary>
internal static class RecordFile
{
    private static readonly byte[] Begin = Encoding.ASCII.GetBytes("[\n");
    private static readonly byte[] Between = Encoding.ASCII.GetBytes(",\n");
    private static readonly byte[] End = Encoding.ASCII.GetBytes("\n]\n");

    public static async Task Write(Stream target, IAsyncEnumerable<IReadOnlyList<CanonicalValue>> portions, PackProgress progress, CancellationToken ct)
    {
        await target.WriteAsync(Begin, ct);
        var written = 0L;
        await foreach (var portion in portions.WithCancellation(ct))
        {
            foreach (var record in portion)
            {
                if (written++ > 0)
                    await target.WriteAsync(Between, ct);
                await target.WriteAsync(record.ToBytes(), ct);
            }

            await progress($"{written} records", ct);
        }

        await target.WriteAsync(End, ct);
    }
}
