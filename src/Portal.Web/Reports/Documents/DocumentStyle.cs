using System.Globalization;
using Portal.Reports.Documents;

namespace Portal.Web.Reports.Documents;

/// <summary>How documents look, fonts included, and what stands at the edges of each printed page.</summary>
internal static class DocumentStyle
{
    private const string Resource = "Portal.Web.Reports.document.css";

    private static readonly Lazy<string> _sheet = new(() =>
    {
        using var stream = typeof(DocumentStyle).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is missing: build wwwroot-assets.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static string Sheet => _sheet.Value;

    /// <summary>Our own words, digits and digests alone: nothing that somebody has written stands in a style sheet.</summary>
    public static string Edges(ReportStamp stamp) =>
        $$"""
        @page { size: A4; margin: 21mm 18mm 24mm;
          @top-left { content: "{{stamp.Form.Title}}"; font: 400 7.5pt "IBM Plex Sans"; color: #5f677c; }
          @top-right { content: "As of {{DocumentWords.Day(stamp.Day)}}"; font: 400 7.5pt "IBM Plex Sans"; color: #5f677c; }
          @bottom-left { content: "As of {{DocumentWords.Exact(stamp.At)}}, checkpoint {{stamp.Checkpoint.Size.ToString(CultureInfo.InvariantCulture)}}\A sha256:{{SealedDocument.NoDigest}}"; white-space: pre; text-align: left; width: 82%; font: 400 6.2pt/1.6 "IBM Plex Mono"; color: #5f677c; }
          @bottom-right { content: "Page " counter(page) " of " counter(pages); width: 18%; font: 400 7.5pt "IBM Plex Sans"; color: #5f677c; }
        }
        @page :first { @top-left { content: none; } @top-right { content: none; } @bottom-left { content: none; } @bottom-right { content: none; } }
        """;
}
