using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Web.Reports.Printing;

/// <summary>On which page of a PDF of Chromium's each place is that a link of the document leads to.</summary>
/// <param name="Pages">How many there are.</param>
/// <param name="Of">By the name of the place, from 1.</param>
internal sealed partial record PdfPlaces(int Pages, IReadOnlyDictionary<string, int> Of)
{
    public static PdfPlaces Read(ReadOnlySpan<byte> pdf)
    {
        // Its writer keeps objects in the clear; what is compressed are streams, which hold neither pages nor places.
        var text = Streams().Replace(Encoding.Latin1.GetString(pdf), "");
        var objects = Objects().Matches(text).ToDictionary(found => Number(found.Groups[1]), found => found.Groups[2].Value);
        var catalog = objects.Values.FirstOrDefault(value => value.Contains("/Type /Catalog", StringComparison.Ordinal)) ?? "";
        var pages = Root().Match(catalog) is { Success: true } root ? Below(Number(root.Groups[1]), objects).Select((page, at) => (page, at)).ToDictionary(one => one.page, one => one.at + 1) : [];
        var names = Dests().Match(catalog) is { Success: true } dests && objects.TryGetValue(Number(dests.Groups[1]), out var list) ? list : "";
        return new PdfPlaces(pages.Count, Places().Matches(names).Where(place => pages.ContainsKey(Number(place.Groups[2]))).GroupBy(place => place.Groups[1].Value).ToDictionary(place => place.Key, place => pages[Number(place.First().Groups[2])]));
    }

    private static IEnumerable<int> Below(int node, Dictionary<int, string> objects)
    {
        if (!objects.TryGetValue(node, out var value))
            return [];

        return Kids().Match(value) is { Success: true } kids ? Reference().Matches(kids.Groups[1].Value).SelectMany(kid => Below(Number(kid.Groups[1]), objects)) : [node];
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"stream\r?\n.*?endstream", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Streams();

    [GeneratedRegex(@"(?:^|\n)(\d+) 0 obj\b(.*?)endobj", RegexOptions.Singleline)]
    private static partial Regex Objects();

    [GeneratedRegex(@"/Pages (\d+) 0 R")]
    private static partial Regex Root();

    [GeneratedRegex(@"/Dests (\d+) 0 R")]
    private static partial Regex Dests();

    [GeneratedRegex(@"/Kids \[([^\]]*)\]")]
    private static partial Regex Kids();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"/([\w-]+) \[(\d+) 0 R")]
    private static partial Regex Places();
}
