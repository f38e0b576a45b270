using Portal.Monitoring.Labels;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>
/// The features with which a version was tried, by the id of their row. Where traffic brings the same id, what was served is held against
/// them: a difference is no drift of the world but another way of computing a feature.
/// </summary>
internal sealed class TrainingRows
{
    /// <summary>So many are kept in memory; a sample tells as much.</summary>
    public const int Most = 50_000;

    /// <summary>Numbers that go through other formats lose their last digits.</summary>
    private const double Tolerance = 1e-6;

    private readonly Dictionary<long, int> _rows = [];
    private readonly FeatureTable _table = new();

    private TrainingRows() { }

    public static async Task<TrainingRows> Read(Stream stored, CancellationToken ct)
    {
        var training = new TrainingRows();
        await foreach (var row in EvaluationRows.Read(stored, ct))
        {
            if (training._rows.Count == Most)
                break;
            training._rows.TryAdd(JoinRow.KeyOf(row.Id), training._table.Rows);
            training._table.Add(row);
        }

        training._table.Close();
        return training;
    }

    /// <summary>How many of these rows were among them, and how many of those came with another value of a feature.</summary>
    public (int Compared, int Differing) Compare(PredictionBatch batch, Range rows)
    {
        var (compared, differing) = (0, 0);
        for (var row = rows.Start.Value; row < rows.End.Value; row++)
        {
            if (!_rows.TryGetValue(batch.KeyOf(row), out var then))
                continue;

            compared++;
            if (_table.Columns.Any(column => !_table.IsOutput(column) && !IsSame(column, then, batch.Features.Find(column.Name), row)))
                differing++;
        }

        return (compared, differing);
    }

    private static bool IsSame(FeatureColumn trained, int then, FeatureColumn? served, int now) => (trained.NumberAt(then), served?.NumberAt(now)) switch
    {
        ({ } one, { } other) => Math.Abs(one - other) <= Tolerance * Math.Max(Math.Abs(one), Math.Abs(other)),
        (null, null) => trained.TextAt(then) == served?.TextAt(now),
        _ => false,
    };
}
