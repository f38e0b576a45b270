using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Portal.Statistics.Sketches;

/// <summary>
/// Frozen bins of a categorical feature: one bin a baseline category in ordinal order, and a last one, <c>other</c>, for
/// every category that has none. A baseline of more than 200 categories keeps the 200 most frequent ones (the first in
/// ordinal order among equals) and pools the rest in <c>other</c>.
/// </summary>
public sealed class CategoricalBins : FrozenBins
{
    private const int MaximumCategories = 200;

    private readonly FrozenDictionary<string, int> _binOf;

    private CategoricalBins(string[] categories, BinCounts reference) : base(categories.Length + 1, reference)
    {
        Categories = [.. categories];
        _binOf = categories.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>The categories with a bin of their own; the bin after the last is <c>other</c>.</summary>
    public ImmutableArray<string> Categories { get; }

    /// <summary>Makes the bins of a baseline and counts it into them. Null is missing.</summary>
    public static CategoricalBins Freeze(IEnumerable<string?> reference) => Freeze(reference, MaximumCategories);

    /// <summary>The same with at most so many categories: bins of values at hand, which are not stored.</summary>
    internal static CategoricalBins Freeze(IEnumerable<string?> reference, int most)
    {
        ArgumentNullException.ThrowIfNull(reference);

        var missing = 0L;
        var frequency = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var category in reference)
        {
            if (category is null) missing++;
            else CollectionsMarshal.GetValueRefOrAddDefault(frequency, category, out _)++;
        }

        string[] kept = [.. frequency
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(most).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
        var counts = kept.Select(category => frequency[category]).ToList();
        counts.Add(frequency.Values.Sum() - counts.Sum());

        return new CategoricalBins(kept, BinCounts.FromState(new BinCountsState(counts, missing, Invalid: 0)));
    }

    internal static CategoricalBins OfCategories(string[] categories, BinCounts reference)
    {
        if (categories.Length > MaximumCategories) throw new ArgumentException($"There are {categories.Length} categories, more than {MaximumCategories}.", nameof(categories));
        for (var i = 1; i < categories.Length; i++)
        {
            if (string.CompareOrdinal(categories[i - 1], categories[i]) >= 0)
                throw new ArgumentException("The categories must be distinct and in ordinal order.", nameof(categories));
        }

        return new CategoricalBins(categories, reference);
    }

    /// <inheritdoc/>
    public override BinCounts NewCounts() => new(Size);

    /// <summary>Counts one value, without allocating.</summary>
    /// <exception cref="ArgumentException"><paramref name="into"/> has not as many counts as there are bins.</exception>
    public void Count(string? category, BinCounts into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.MustFit(Size);

        if (category is null) into.AddMissing();
        else into.AddTo(_binOf.GetValueOrDefault(category, Categories.Length));
    }

    /// <inheritdoc/>
    public override long[] Deciles(ReadOnlySpan<long> counts)
    {
        MustBeOneCountPerBin(counts);
        return counts.ToArray();
    }

    /// <inheritdoc/>
    public override FrozenBinsState ToState() => new(FrozenBinsState.Categorical, null, [.. Categories], Reference.ToState());
}
