using System.Net;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Portal.Web.Ui;

/// <summary>
/// Markdown as HTML that can do nothing: no markup of the author's, links to web pages and within the portal alone, and no pictures,
/// since fetching one tells its server who reads.
/// </summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static string ToHtml(string text)
    {
        try
        {
            return Drawn(text);
        }
        catch (ArgumentException)
        {
            // Nested so deep that the parser gives up, as nobody writes: shown as it was typed.
            return $"<pre>{WebUtility.HtmlEncode(text)}</pre>\n";
        }
    }

    private static string Drawn(string text)
    {
        var document = Markdown.Parse(text, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.IsImage)
                link.IsImage = false;
            if (!IsHarmless(link.Url))
                link.Url = "";
            link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer noopener");
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsHarmless(link.Url)))
            link.Url = "";
        return document.ToHtml(Pipeline);
    }

    private static bool IsHarmless(string? url) =>
        url is { Length: > 0 } && (Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute.Scheme is "https" or "http" or "mailto" : url[0] is not ('/' or '\\') && !url.Contains(':'));
}
