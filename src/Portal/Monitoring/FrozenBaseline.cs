using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Monitoring.Rows;
using Portal.Shared;
using Portal.Statistics.Sketches;

namespace Portal.Monitoring;

/// <summary>One feature, with the bins in which it is counted.</summary>
public sealed record WatchedFeature(string Name, FrozenBins Bins)
{
    /// <summary>Whether the model gave it out.</summary>
    public bool IsOutput => IsOutputName(Name);

    public static bool IsOutputName(string name) => name is FeatureTable.PredictionName or FeatureTable.ScoreName;

    /// <summary>The baseline's counts on the scale that figures are reported on.</summary>
    public ImmutableArray<long> Reference { get; } = [.. Bins.Deciles(Bins.ReferenceCounts)];

    /// <summary>What each of them is called.</summary>
    public ImmutableArray<string> BinNames { get; } = Portal.Monitoring.BinNames.Of(Bins);
}

/// <summary>A version's baseline, ready for counting: its features in ordinal order of their names.</summary>
public sealed class FrozenBaseline
{
    private FrozenBaseline(VersionId version, DateTimeOffset madeAt, IEnumerable<WatchedFeature> features)
    {
        (Version, MadeAt) = (version, madeAt);
        Features = [.. features.OrderBy(feature => feature.Name, StringComparer.Ordinal)];
    }

    public VersionId Version { get; }

    public DateTimeOffset MadeAt { get; }

    public ImmutableArray<WatchedFeature> Features { get; }

    /// <summary>What is predicted are amounts, not names of classes.</summary>
    public bool PredictsNumbers => IndexOf(FeatureTable.PredictionName) is >= 0 and var index && Features[index].Bins is NumericBins;

    public int IndexOf(string feature)
    {
        for (var i = 0; i < Features.Length; i++)
        {
            if (string.Equals(Features[i].Name, feature, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    internal static FrozenBaseline Of(Baseline baseline) => new(baseline.ModelVersion, baseline.MadeAt, FromBytes(baseline.Bins));

    /// <summary>Freezes every column that has a value.</summary>
    internal static byte[] Freeze(FeatureTable rows) => JsonSerializer.SerializeToUtf8Bytes(
        rows.Columns.Where(column => column.HasNumbers || column.HasTexts)
            .OrderBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => new FeatureState(column.Name, (rows.IsOutput(column) ? column.FreezeOutput() : column.Freeze()).ToState())).ToList(),
        BaselineJson.Default.ListFeatureState);

    private static IEnumerable<WatchedFeature> FromBytes(byte[] bins) =>
        (JsonSerializer.Deserialize(bins, BaselineJson.Default.ListFeatureState) ?? [])
        .Select(state => new WatchedFeature(state.Name, FrozenBins.FromState(state.Bins)));
}

internal sealed record FeatureState(string Name, FrozenBinsState Bins);

[JsonSerializable(typeof(List<FeatureState>))]
internal sealed partial class BaselineJson : JsonSerializerContext;
