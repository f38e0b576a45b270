using System.Globalization;
using System.Net;
using System.Text;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>A card as one HTML file that needs nothing beside it, set for reading and for paper. No script, no picture; texts go the way of all Markdown.</summary>
internal static class CardHtml
{
    private const string Style = """
        :root { color-scheme: light; font: 15px/1.6 "IBM Plex Sans", system-ui, sans-serif; color: #1b1f24; background: #fff; }
        body { max-width: 76ch; margin: 40px auto; padding: 0 24px; overflow-wrap: anywhere; }
        header { border-bottom: 1px solid #c8cdd3; padding-bottom: 16px; margin-bottom: 8px; }
        h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; font-weight: 600; }
        h2 { font-size: 18px; margin: 32px 0 8px; font-weight: 600; break-after: avoid; }
        h3, h4, h5, h6 { font-size: 15px; margin: 20px 0 4px; font-weight: 600; break-after: avoid; }
        p, ul, ol, table, pre, blockquote { margin: 0 0 12px; }
        code, pre { font: 13px/1.5 "IBM Plex Mono", ui-monospace, monospace; }
        pre { padding: 12px; background: #f4f5f7; overflow-x: auto; white-space: pre-wrap; }
        blockquote { padding-left: 12px; border-left: 2px solid #c8cdd3; color: #4a525c; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: 4px 16px 4px 0; border-bottom: 1px solid #dfe3e8; vertical-align: top; overflow-wrap: break-word; }
        a { color: #1f4f8f; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 12px 0 0; font-size: 13px; }
        dt { color: #5a626c; } dd { margin: 0; }
        .kind { color: #5a626c; font-size: 13px; margin: 0; }
        .warn { border: 1px solid #b26a00; padding: 8px 12px; margin: 16px 0 0; }
        .from { color: #5a626c; font-size: 13px; font-weight: 400; }
        tr, blockquote, pre { break-inside: avoid; }
        @page { margin: 20mm 18mm; }
        @media print { body { max-width: none; margin: 0; padding: 0; } :root { font-size: 10.5pt; } a { color: inherit; } }
        """;

    public static string Write(CardView card, CardRevisionView revision, string nonce)
    {
        var title = $"{card.SystemName} {card.Label}";
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Model card: {Text(title)}</title>
            <link rel="icon" href="data:,">
            <style nonce="{Text(nonce)}">{Style}</style>
            </head>
            <body>
            <header>
            <p class="kind">Model card</p>
            <h1>{Text(title)}</h1>
            <p class="kind">{Text(card.System)}, {Text(CardMarkdown.StandingOf(revision))}</p>
            {(revision.State == CardState.Approved ? "" : "<p class=\"warn\">Nobody but its authors has approved this text.</p>")}
            <dl>
            <dt>Tier</dt><dd>{card.Tier}{(card.TierIsConfirmed ? "" : ", not confirmed")}</dd>
            <dt>Written by</dt><dd>{Text(string.Join(", ", revision.Authors.Select(author => author.Name)))}</dd>
            <dt>Digest</dt><dd><code>{revision.Content}</code></dd>
            </dl>
            </header>
            <main>

            """);
        foreach (var part in revision.Parts)
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Text(CardSections.TitleOf(part.Section))}{From(part)}</h2>\n{SafeMarkdown.ToHtml(CardMarkdown.Nested(part.Text))}</section>\n");
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string From(CardPart part) => part.InheritedFrom is { } label ? $" <span class=\"from\">from {Text(label)}, unchanged</span>" : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
