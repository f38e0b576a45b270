using System.Text.RegularExpressions;

namespace Portal.Tests.Architecture;

/// <summary>The one rule of style that the build does not hold files to: their usings are in order, those of the framework first.</summary>
public sealed partial class UsingsTests
{
    private static readonly Comparer<string> Names = Comparer<string>.Create((one, other) =>
        one.Split('.').Zip(other.Split('.'), string.CompareOrdinal).FirstOrDefault(way => way != 0) is var way and not 0 ? way : one.Length - other.Length);

    [Fact]
    public void The_usings_of_every_file_are_in_order()
    {
        var files = Sources().ToList();

        Assert.True(files.Count > 1000, $"{files.Count} files were read.");
        Assert.DoesNotContain(files, file => !InOrder(File.ReadLines(file)));
    }

    [Theory]
    [InlineData("using System;", "using System.Text;", "using Portal;", "using static Portal.Words;", "using Calendar = Portal.Shared.Calendar;")]
    [InlineData("// said first", "", "using Portal.Shared;", "using Xunit;", "", "namespace Portal;", "using Portal.Accounts;")]
    public void What_is_in_order_passes(params string[] lines) => Assert.True(InOrder(lines));

    [Theory]
    [InlineData("using Portal.Shared;", "using Portal.Data;")]
    [InlineData("using Portal.Data;", "using System.Text;")]
    [InlineData("using static Portal.Words;", "using Portal.Data;")]
    public void What_is_not_is_seen(params string[] lines) => Assert.False(InOrder(lines));

    private static bool InOrder(IEnumerable<string> lines)
    {
        var usings = lines.TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal)).Select(line => Using().Match(line)).Where(match => match.Success).Select(Key).ToList();
        return usings.SequenceEqual(usings.OrderBy(key => key.Kind).ThenBy(key => key.Name, Names));
    }

    /// <summary>Plain ones, then those of members, then other names; part by part, as namespaces lie in each other.</summary>
    private static (int Kind, string Name) Key(Match match) => match.Groups["alias"].Value is { Length: > 0 } alias ? (3, alias)
        : match.Groups["static"].Success ? (2, match.Groups["name"].Value)
        : (match.Groups["name"].Value.Split('.')[0] == "System" ? 0 : 1, match.Groups["name"].Value);

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        var root = folder?.FullName ?? throw new InvalidOperationException("The sources are not above the tests.");
        return new[] { "src", "tests" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(root, part), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Generated().IsMatch(file));
    }

    [GeneratedRegex(@"^using (?<static>static )?((?<alias>\w+) = )?(?<name>[\w.]+).*;$")]
    private static partial Regex Using();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|Migrations)[\\/]")]
    private static partial Regex Generated();
}
