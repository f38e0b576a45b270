using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Shared;
using Portal.Web.Reports.Printing;

namespace Portal.Web.Tests.Reports;

public sealed class DocumentPrinterTests
{
    [Fact]
    public async Task A_document_is_printed_tagged_with_text_and_page_numbers_and_neither_runs_a_script_nor_asks_the_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var html = $"""
            <!DOCTYPE html><html lang="en"><head><title>Of today</title></head><body>
            <p><a href="#s1">First <span class="page" data-page-of="s1"></span></a> <a href="#s2">Second <span class="page" data-page-of="s2"></span></a></p>
            <h1 id="s1" style="break-before: page">First</h1><h1 id="s2" style="break-before: page">Second</h1>
            <script>document.title = "It ran"; document.body.style.breakBefore = "page"; new Image().src = "http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";</script>
            <img src="http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/picture.png" alt=""></body></html>
            """;
        using var printer = new DocumentPrinter(new Chromium(new PortalOptions(), TimeProvider.System, NullLogger<Chromium>.Instance));

        var printed = (await printer.Print(html, default)).Value;

        var text = Encoding.Latin1.GetString(printed.Pdf);
        Assert.Equal(3, printed.Pages);
        Assert.Contains("/StructTreeRoot", text);
        Assert.Contains("/Marked true", text);
        Assert.Contains("/Lang (en)", text);
        Assert.Contains("Of today", text);
        Assert.DoesNotContain("It ran", text);
        Assert.Contains("/Outlines", text);
        Assert.Contains("/ToUnicode", text);
        Assert.Contains(Streams(printed.Pdf), stream => stream.Contains("beginbfchar", StringComparison.Ordinal) || stream.Contains("beginbfrange", StringComparison.Ordinal));
        Assert.Equal([2, 3], PdfPlaces.Read(printed.Pdf).Of.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => place.Value));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Without_a_browser_it_is_said_what_to_install()
    {
        using var printer = new DocumentPrinter(new Chromium(new PortalOptions { Chromium = "/nowhere/chromium" }, TimeProvider.System, NullLogger<Chromium>.Instance));

        var refusal = (await printer.Print("<p>Nothing</p>", default)).Refusal;

        Assert.Contains("apt-get install chromium", Assert.IsType<NotAllowed>(refusal).Message);
    }

    [Fact]
    public void Pages_are_counted_in_their_order_however_deep_the_tree_of_them_is()
    {
        var pdf = "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R /Dests 9 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R 4 0 R]>>\nendobj\n3 0 obj\n<</Type /Pages /Kids [5 0 R 6 0 R]>>\nendobj\n"
            + "4 0 obj\n<</Type /Page>>\nendobj\n5 0 obj\n<</Type /Page>>\nendobj\n6 0 obj\n<</Length 30>> stream\n9 0 obj\n<</s1 [5 0 R]>>\nendobj\nendstream\nendobj\n9 0 obj\n<</s1 [6 0 R /XYZ 0 0 0]\n/s2-1 [4 0 R /XYZ 0 0 0]>>\nendobj\n";

        var places = PdfPlaces.Read(Encoding.Latin1.GetBytes(pdf));

        Assert.Equal((3, 2, 3), (places.Pages, places.Of["s1"], places.Of["s2-1"]));
    }

    private static IEnumerable<string> Streams(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        for (var at = 0; (at = text.IndexOf("stream\n", at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at >= 3 && text.AsSpan(at - 3, 3) is "end")
                continue;

            using var inflated = new ZLibStream(new MemoryStream(pdf, at + 7, pdf.Length - at - 7), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            try
            {
                inflated.CopyTo(plain);
            }
            catch (InvalidDataException)
            {
                continue;   // Not one that was deflated.
            }

            yield return Encoding.Latin1.GetString(plain.ToArray());
        }
    }
}
