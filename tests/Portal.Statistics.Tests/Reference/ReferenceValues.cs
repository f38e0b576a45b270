using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Statistics.Tests.Reference;

/// <summary>The numbers of <c>expected.json</c> and the data they were computed from.</summary>
internal static class ReferenceValues
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Reference");

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly Expected _expected = Read<Expected>("expected.json");

    /// <summary>The whole file.</summary>
    public static JsonElement All { get; } = Read<JsonElement>("expected.json");

    /// <summary>The files of <c>inputs/</c>, without their ending.</summary>
    public static IReadOnlyList<string> InputNames { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(_folder, "inputs"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static TheoryData<string> NumericCases => [.. _expected.Numeric.Keys];

    public static TheoryData<string> CategoricalCases => [.. _expected.Categorical.Keys];

    public static IReadOnlyList<WilsonCase> Wilson => _expected.Wilson;

    public static (ExpectedDrift Expected, double[] Reference, double[] Current) Numeric(string name)
    {
        var (reference, current) = Read<Inputs<double?>>($"inputs/numeric_{name}.json");
        return (_expected.Numeric[name], Numbers(reference), Numbers(current));
    }

    public static (ExpectedDrift Expected, string?[] Reference, string?[] Current) Categorical(string name)
    {
        var (reference, current) = Read<Inputs<string?>>($"inputs/categorical_{name}.json");
        return (_expected.Categorical[name], reference, current);
    }

    public static FairnessRows Fairness(string name) => Read<FairnessRows>($"inputs/fairness_{name}.json");

    /// <summary>Absolute 1e-9 or relative 1e-8, as <c>conventions.tolerance</c> says.</summary>
    public static void Agree(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Math.Max(1e-9, 1e-8 * Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");

    private static double[] Numbers(double?[] values) => [.. values.Select(value => value ?? double.NaN)];

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(_folder, file)), _json) ?? throw new InvalidDataException(file);

    internal sealed record Inputs<T>(T[] Reference, T[] Current);

    internal sealed record Expected(Dictionary<string, ExpectedDrift> Numeric, Dictionary<string, ExpectedDrift> Categorical, WilsonCase[] Wilson);
}

internal sealed record FairnessRows(int[] Y, int[] Pred, string[] Group);

internal sealed record Side(long N, long Missing, long Invalid);

internal sealed record WilsonCase(long K, long N, double[]? Ci);

/// <summary>A case with too few values has no binning and no figures.</summary>
internal sealed record ExpectedDrift(
    Side Reference, Side Current, bool Insufficient, string? Binning, double[]? Edges, double[]? Atoms, string[]? Categories,
    int? Bins, int? BinsUsed, long[]? RefCounts, long[]? CurCounts, double? Psi);
