using System.Security.Cryptography;
using System.Text;
using Portal.Inspection;
using Portal.Shared;

namespace Portal.Tests.Inspection;

public sealed class DrawingTests
{
    [Fact]
    public void The_sample_is_what_sha256sum_and_sort_give()
    {
        string[] codes = [.. Enumerable.Range(1, 400).Select(number => $"FI-{number:0000}")];

        var drawn = Draw("a-seed", 12, codes);

        var again = codes.Select(code => (Key: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("a-seed\n" + code))), code)).OrderBy(line => line.Key, StringComparer.Ordinal).Take(12).ToList();
        Assert.Equal(again.Select(line => line.code), drawn.Lines.Select(line => line.Name));
        Assert.Equal(again.Select(line => line.Key), drawn.Lines.Select(line => line.Key.Hex));
        Assert.Equal((400, codes.IndexOf(drawn.Lines[0].Name) + 1), (drawn.Size, drawn.Lines[0].Position));
    }

    /// <summary>Computed by <c>printf '7\nAIS-0001' | sha256sum</c>.</summary>
    [Fact]
    public void The_key_of_a_line_is_the_digest_of_seed_line_feed_and_name() =>
        Assert.Equal("bb13ded0371735b950ae0dcb0bb45fda4c62836598e8d9eebe1ccff9a64d1602", Convert.ToHexStringLower(Drawing.KeyOf("7", "AIS-0001")));

    [Fact]
    public void In_which_order_the_list_comes_does_not_matter()
    {
        string[] codes = [.. Enumerable.Range(1, 100).Select(number => $"PR-{number:0000}")];

        Assert.Equal(Draw("x", 9, codes).Lines.Select(line => line.Name), Draw("x", 9, [.. codes.Reverse()]).Lines.Select(line => line.Name));
    }

    [Fact]
    public void Another_seed_draws_other_lines_and_a_larger_sample_holds_the_smaller()
    {
        string[] codes = [.. Enumerable.Range(1, 300).Select(number => $"{number}")];

        var (ten, twenty) = (Draw("x", 10, codes).Lines.Select(line => line.Name).ToList(), Draw("x", 20, codes).Lines.Select(line => line.Name).ToList());

        Assert.NotEqual(ten, Draw("y", 10, codes).Lines.Select(line => line.Name));
        Assert.Equal(ten, twenty.Take(10));
    }

    [Fact]
    public void A_shorter_list_is_drawn_whole_and_an_empty_one_gives_nothing()
    {
        Assert.Equal(["A", "B", "C"], Draw("x", 5, "A", "B", "C").Lines.Select(line => line.Name).Order());
        Assert.Empty(Draw("x", 5).Lines);
    }

    [Fact]
    public void Lines_about_the_same_thing_have_names_of_their_own()
    {
        var names = Names("PR-0001", "PR-0001", "PR-0001", "PR-0002", "PR-0003", "PR-0003");

        Assert.Equal(["PR-0001", "PR-0001#2", "PR-0001#3", "PR-0002", "PR-0003", "PR-0003#2"], names);
    }

    /// <summary>Over 2,000 seeds each of 40 lines is drawn about as often as any other: the chi-squared statistic stays below its 99.9 % point at 39 degrees of freedom, 72.1.</summary>
    [Fact]
    public void No_line_is_preferred()
    {
        string[] codes = [.. Enumerable.Range(1, 40).Select(number => $"AIS-{number:0000}")];
        var drawn = codes.ToDictionary(code => code, _ => 0);
        for (var seed = 0; seed < 2000; seed++)
            foreach (var line in Draw($"{seed}", 5, codes).Lines)
                drawn[line.Name]++;

        const double expected = 2000 * 5 / 40.0;
        Assert.InRange(drawn.Values.Sum(count => (count - expected) * (count - expected) / expected), 0, 72.1);
    }

    private static DrawnLines Draw(string seed, int lines, params string[] subjects)
    {
        var drawing = new Drawing(seed, lines);
        foreach (var subject in subjects)
            _ = drawing.Add(new ListedLine(subject, null, () => "[]"));
        return drawing.Drawn(Digest.Of([]));
    }

    private static IReadOnlyList<string> Names(params string[] subjects)
    {
        var drawing = new Drawing("x", 1);
        return [.. subjects.Select(subject => drawing.Add(new ListedLine(subject, null, () => "[]")))];
    }
}
