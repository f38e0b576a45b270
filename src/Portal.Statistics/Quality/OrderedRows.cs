namespace Portal.Statistics.Quality;

/// <summary>Scores in ascending order with their labels, of equal scores the negative ones first: no figure of them depends on the order they came in.</summary>
internal readonly ref struct OrderedRows
{
    private readonly ReadOnlySpan<double> _scores;
    private readonly ReadOnlySpan<bool> _labels;

    private OrderedRows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        _scores = scores;
        _labels = labels;
        Positives = labels.Count(true);
    }

    public ReadOnlySpan<double> Scores => _scores;

    public ReadOnlySpan<bool> Labels => _labels;

    public int N => _scores.Length;

    public int Positives { get; }

    /// <summary>Puts rows in order.</summary>
    public static OrderedRows Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels) => Of(scores, labels, Order(scores, labels));

    /// <summary>The rows that <paramref name="order"/> names, one after the other.</summary>
    public static OrderedRows Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<int> order)
    {
        var (ordered, ofThem) = (new double[order.Length], new bool[order.Length]);
        for (var i = 0; i < order.Length; i++) (ordered[i], ofThem[i]) = (scores[order[i]], labels[order[i]]);
        return new OrderedRows(ordered, ofThem);
    }

    /// <summary>The numbers of the rows, by score and then by label.</summary>
    public static int[] Order(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var (keys, order) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(keys, order);

        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from]) to++;
            if (to - from > 1) NegativesFirst(order.AsSpan(from..to), labels);
            from = to;
        }

        return order;
    }

    /// <summary>Where the run of scores equal to the one at <paramref name="from"/> ends, and how many of it are positive.</summary>
    public (int To, int Positives) Run(int from)
    {
        var (to, positives) = (from, 0);
        var score = _scores[from];
        for (; to < _scores.Length && _scores[to] == score; to++) positives += _labels[to] ? 1 : 0;
        return (to, positives);
    }

    private static void NegativesFirst(Span<int> rows, ReadOnlySpan<bool> labels)
    {
        var (next, last) = (0, rows.Length - 1);
        while (next < last)
        {
            if (!labels[rows[next]]) next++;
            else if (labels[rows[last]]) last--;
            else (rows[next], rows[last]) = (rows[last], rows[next]);
        }
    }
}
