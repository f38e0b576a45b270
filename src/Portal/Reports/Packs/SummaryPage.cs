using System.Net;
using System.Text;

namespace Portal.Reports.Packs;

/// <summary>A page of HTML that needs nothing else, written while it is read, so that one about many systems takes no more memory than one about few.</summary>
internal sealed class SummaryPage(Stream target) : IAsyncDisposable
{
    private const string Style =
        """
        body{font:14px/1.5 "IBM Plex Sans",system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:72rem;margin:2.5rem auto;padding:0 1.5rem}
        h1{font-size:1.75rem;line-height:1.2;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}header p{margin:.25rem 0;color:#57606a}
        dl{display:grid;grid-template-columns:10rem 1fr;gap:.25rem 1rem;margin:1.5rem 0}dt{color:#57606a}dd{margin:0}
        table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:600;color:#57606a}
        th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d8dee4;vertical-align:top}footer{margin:3rem 0;color:#57606a;font-size:12px}
        @media print{@page{size:A4 landscape;margin:18mm}body{max-width:none;margin:0;padding:0}thead{display:table-header-group}tr{break-inside:avoid}}
        """;

    private readonly StreamWriter _writer = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true) { NewLine = "\n" };
    private string _foot = "";

    public async Task Begin(string title, string asOf, CancellationToken ct)
    {
        _foot = asOf;
        await Write($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Safe(title)}</title><style>\n{Style.ReplaceLineEndings("\n")}\n</style></head>\n<body><header><h1>{Safe(title)}</h1><p>{Safe(asOf)}</p></header>\n", ct);
    }

    public async Task Facts(IEnumerable<(string Name, string Value)> facts, CancellationToken ct)
    {
        await Write("<dl>\n", ct);
        foreach (var (name, value) in facts)
            await Write($"<dt>{Safe(name)}</dt><dd>{Safe(value)}</dd>\n", ct);
        await Write("</dl>\n", ct);
    }

    public async Task Section(string number, string title, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<IReadOnlyList<string?>>> portions, CancellationToken ct)
    {
        await Write($"<section><h2>{number}. {Safe(title)}</h2>\n", ct);
        var rows = 0;
        await foreach (var portion in portions.WithCancellation(ct))
        {
            foreach (var row in portion)
            {
                if (rows++ == 0)
                    await Write($"<table><thead><tr>{string.Concat(columns.Select(column => $"<th scope=\"col\">{Safe(column)}</th>"))}</tr></thead><tbody>\n", ct);
                await Write($"<tr>{string.Concat(row.Select(cell => $"<td>{Safe(cell)}</td>"))}</tr>\n", ct);
            }
        }

        await Write(rows == 0 ? "<p>None.</p></section>\n" : "</tbody></table></section>\n", ct);
    }

    public async Task End(CancellationToken ct)
    {
        await Write($"<footer>{Safe(_foot)}</footer></body></html>\n", ct);
        await _writer.FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private Task Write(string html, CancellationToken ct) => _writer.WriteAsync(html.AsMemory(), ct);

    private static string Safe(string? text) => WebUtility.HtmlEncode(text ?? "");
}
