using System.Collections;
using System.Text.Json;
using Xunit.Sdk;

namespace Portal.Statistics.Tests.Reference;

/// <summary>Every key of <c>expected.json</c> is looked up among the figures that this library computes; one that is not there fails.</summary>
public sealed class EveryReferenceValueTests
{
    // The conventions ask for one p-value of Kolmogorov and Smirnov; ours are Stephens', the limit and the exact one. SciPy's
    // asymptotic one holds the statistic against the one-sample distribution of round(nₑ) values, which nobody else does.
    private static readonly HashSet<string> _notOurs = ["ks_p_scipy_asymp"];

    private static readonly HashSet<string> _aboutTheFile = ["made_with", "conventions"];

    private static readonly Dictionary<string, Func<string, JsonElement, object?>> _groups = new()
    {
        ["numeric"] = (name, _) => ComputedDrift.Numeric(name),
        ["categorical"] = (name, _) => ComputedDrift.Categorical(name),
        ["two_proportion"] = (_, given) => Computed.TwoProportion(given),
        ["wilson"] = (_, given) => Computed.WilsonScore(given),
        ["sequential"] = (_, given) => Computed.Sequential(given),
        ["multiple_testing"] = (_, given) => Computed.Adjusted(given),
        ["quantiles"] = (_, given) => ComputedDrift.QuantilesOf(given),
        ["fairness"] = Computed.Fairness,
        ["text"] = (_, given) => Computed.Text(given),
    };

    public static IEnumerable<object[]> Cases => [.. ReferenceValues.All.EnumerateObject()
        .Where(group => !_aboutTheFile.Contains(group.Name))
        .SelectMany(group => CasesOf(group.Value).Select(found => (object[])[group.Name, found.Name]))];

    [Theory, MemberData(nameof(Cases))]
    public void A_case_agrees_in_every_key(string group, string name)
    {
        var expected = CasesOf(ReferenceValues.All.GetProperty(group)).Single(found => found.Name == name).Expected;

        var computed = _groups[group](name, expected);

        Agree($"{group}.{name}", expected, computed);
    }

    [Fact]
    public void A_key_or_a_group_that_nothing_computes_fails()
    {
        using var expected = JsonDocument.Parse("""{"k": 1, "n": 10, "ci": [0.017876213095072896, 0.4041500267952385], "unheard_of": 1}""");

        Assert.Throws<TrueException>(() => Agree("wilson", expected.RootElement, Computed.WilsonScore(expected.RootElement)));
        Assert.Equal(_groups.Keys.Order(), ReferenceValues.All.EnumerateObject().Select(group => group.Name).Except(_aboutTheFile).Order());
    }

    [Fact]
    public void A_figure_that_is_off_by_more_than_its_tolerance_fails()
    {
        using var expected = JsonDocument.Parse("""{"k": 1, "n": 10, "ci": [0.017876233095072896, 0.4041500267952385]}""");

        Assert.Throws<TrueException>(() => Agree("wilson", expected.RootElement, Computed.WilsonScore(expected.RootElement)));
    }

    [Fact]
    public void Every_case_of_data_has_its_expected_values()
    {
        var named = Cases.Select(row => $"{row[0]}_{row[1]}").ToHashSet();

        Assert.All(ReferenceValues.InputNames, input => Assert.Contains(input, named));
        Assert.Equal(26, ReferenceValues.InputNames.Count);
    }

    private static IEnumerable<(string Name, JsonElement Expected)> CasesOf(JsonElement group) => group.ValueKind == JsonValueKind.Array
        ? group.EnumerateArray().Select((expected, i) => (i.ToString(), expected))
        : group.EnumerateObject().Select(found => (found.Name, found.Value));

    private static void Agree(string path, JsonElement expected, object? actual)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var figures = Assert.IsType<Dictionary<string, object?>>(actual);
                foreach (var property in expected.EnumerateObject().Where(property => !_notOurs.Contains(property.Name)))
                {
                    Assert.True(figures.ContainsKey(property.Name), $"Nothing computes {path}.{property.Name}.");
                    Agree($"{path}.{property.Name}", property.Value, figures[property.Name]);
                }

                break;
            case JsonValueKind.Array:
                object?[] items = [.. Assert.IsAssignableFrom<IEnumerable>(actual).Cast<object?>()];
                Assert.Equal(expected.GetArrayLength(), items.Length);
                foreach (var (i, item) in expected.EnumerateArray().Index()) Agree(path, item, items[i]);
                break;
            case JsonValueKind.Number:
                Assert.True(IsNear(expected.GetDouble(), Convert.ToDouble(actual), IsP(key)), $"{path} is {actual} in place of {expected}.");
                break;
            case JsonValueKind.Null:
                Assert.Null(actual);
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual);
                break;
            default:
                Assert.Equal(expected.GetBoolean(), actual);
                break;
        }
    }

    private static bool IsP(string key) => key is "p" or "chi2_gof_p" || key.StartsWith("ks_p_", StringComparison.Ordinal);

    // As conventions.tolerance says.
    private static bool IsNear(double expected, double actual, bool isP) => (isP, expected > 1e-12) switch
    {
        (true, true) => Math.Abs(expected - actual) <= 1e-6 * expected,
        (true, false) => actual is >= 0 and < 1e-12,
        _ => Math.Abs(expected - actual) <= Math.Max(1e-9, 1e-8 * Math.Abs(expected)),
    };
}
