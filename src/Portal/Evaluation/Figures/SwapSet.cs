using System.Text.Json.Serialization;

namespace Portal.Evaluation.Figures;

/// <summary>Whose answer would change: what follows from a new version or a new cut-off for those whom it is about, on the same rows.</summary>
public sealed record SwapSet(string Positive, IReadOnlyList<SwapShare> Shares)
{
    internal static SwapSet Of(string positive, IReadOnlyList<MeasuredRow> mine, IReadOnlyDictionary<string, Answer> incumbents)
    {
        var rows = mine.Select(row => (row.Groups, Before: incumbents[row.Id].Prediction == positive, After: row.Prediction == positive)).ToList();
        return new SwapSet(positive,
        [
            Share(Slice.Whole, rows.Select(row => (row.Before, row.After))),
            .. from row in rows
               from member in row.Groups
               group (row.Before, row.After) by (member.Key, member.Value) into answers
               orderby answers.Key.Key, answers.Key.Value
               select Share(new Slice(SliceKind.Group, answers.Key.Key, answers.Key.Value), answers),
        ]);
    }

    private static SwapShare Share(Slice slice, IEnumerable<(bool Before, bool After)> answers)
    {
        var share = new SwapShare(slice, 0, 0, 0, 0);
        foreach (var (before, after) in answers)
            share = share with { N = share.N + 1, Before = share.Before + (before ? 1 : 0), In = share.In + (!before && after ? 1 : 0), Out = share.Out + (before && !after ? 1 : 0) };
        return share;
    }
}

/// <param name="Slice">Of which rows.</param>
/// <param name="N">How many there are.</param>
/// <param name="Before">For how many of them the version that runs says the positive class.</param>
/// <param name="In">For how many the new one says it anew.</param>
/// <param name="Out">For how many it does no longer.</param>
public sealed record SwapShare(Slice Slice, long N, long Before, long In, long Out)
{
    [JsonIgnore]
    public double RateBefore => (double)Before / N;

    [JsonIgnore]
    public double RateAfter => (double)(Before + In - Out) / N;
}
