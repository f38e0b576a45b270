using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Reports.Documents;
using Portal.Shared;

namespace Portal.Web.Reports.Printing;

/// <summary>
/// Prints a document twice: the first time tells on which page each section begins, the second time has that in its contents. One document at
/// a time, since a browser takes a core and some hundred megabytes.
/// </summary>
internal sealed partial class DocumentPrinter(Chromium chromium) : IDisposable
{
    private const int LargestPdf = 128 * 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Result<PrintedPages>> Print(string html, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        var folder = Directory.CreateTempSubdirectory("portal-print-").FullName;
        try
        {
            if (!(await chromium.Print(folder, html, ct)).Succeeded(out var pdf, out var refusal))
                return refusal;

            var places = PdfPlaces.Read(pdf);
            var numbered = PageOf().Replace(html, place => places.Of.TryGetValue(place.Groups[1].Value, out var page) ? $"{place.Value}{page.ToString(CultureInfo.InvariantCulture)}" : place.Value);
            if (!ReferenceEquals(numbered, html) && !(await chromium.Print(folder, numbered, ct)).Succeeded(out pdf, out refusal))
                return refusal;

            return pdf.Length <= LargestPdf ? new PrintedPages(pdf, places.Pages) : new NotAllowed("Its PDF is larger than 128 MB: choose one system, or take the tables.");
        }
        finally
        {
            _one.Release();
            Discard(folder);
        }
    }

    private static void Discard(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A helper of the browser that is on its way out wrote once more: the system's own cleaning takes the rest.
        }
    }

    public void Dispose() => _one.Dispose();

    [GeneratedRegex("""data-page-of="([\w-]+)">""")]
    private static partial Regex PageOf();
}
