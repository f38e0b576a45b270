using System.Text.Json;
using Portal.Shared;

namespace Portal.Monitoring.Rows;

/// <summary>
/// Rows as columns, filled straight from JSON. Rows of one sender name their features in one order, so the column after the
/// last one is tried first and hardly a name is ever looked up.
/// </summary>
internal sealed class FeatureTable
{
    public const string PredictionName = "prediction";
    public const string ScoreName = "score";

    private const int Outputs = 2;

    private readonly List<FeatureColumn> _columns = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly TextPool _texts = new();
    private int _next = Outputs;

    public FeatureTable() => (Prediction, Score) = (ColumnOf(PredictionName), ColumnOf(ScoreName));

    /// <summary>What was predicted is watched like a feature.</summary>
    public FeatureColumn Prediction { get; }

    /// <summary>The score behind the prediction, likewise.</summary>
    public FeatureColumn Score { get; }

    public int Rows { get; private set; }

    public IReadOnlyList<FeatureColumn> Columns => _columns;

    /// <summary>Columns that are the model's inputs.</summary>
    public int Inputs => _columns.Count - Outputs;

    public bool IsOutput(FeatureColumn column) => column == Prediction || column == Score;

    public FeatureColumn? Find(string name) => _index.TryGetValue(name, out var place) ? _columns[place] : null;

    public FeatureColumn ColumnOf(string name)
    {
        if (_index.TryGetValue(name, out var place))
            return _columns[place];

        var column = new FeatureColumn(name);
        _index.Add(name, _columns.Count);
        _columns.Add(column);
        return column;
    }

    /// <summary>The column that the reader's property name stands for; null when there is none of that name yet.</summary>
    public FeatureColumn? Guess(ref Utf8JsonReader reader) =>
        _next < _columns.Count && reader.ValueTextEquals(_columns[_next].Utf8Name) ? _columns[_next++] : null;

    /// <summary>The column after this one is tried next.</summary>
    public void Follow(FeatureColumn column) => _next = _index[column.Name] + 1;

    /// <summary>The reader's text; the same object for the same text, since categories repeat.</summary>
    public string Text(ref Utf8JsonReader reader) => _texts.Take(ref reader);

    /// <summary>The rows of an evaluation, as they are stored.</summary>
    public static async Task<FeatureTable> Read(Stream stored, CancellationToken ct)
    {
        var table = new FeatureTable();
        await foreach (var row in EvaluationRows.Read(stored, ct))
            table.Add(row);
        table.Close();
        return table;
    }

    /// <summary>Adds a row of an evaluation. A feature that has the name of an output gives way to it.</summary>
    public void Add(EvaluationRow row)
    {
        Prediction.TrySet(Rows, row.Prediction);
        if (row.Score is { } score)
            Score.TrySet(Rows, score);
        foreach (var (name, value) in row.Features)
        {
            var column = ColumnOf(name);
            if (IsOutput(column) || value.IsMissing)
                continue;
            if (value.Text is { } text) column.TrySet(Rows, text);
            else column.TrySet(Rows, value.Number.GetValueOrDefault());
        }

        EndRow();
    }

    public void EndRow() => (Rows, _next) = (Rows + 1, Outputs);

    public void Close()
    {
        foreach (var column in _columns)
            column.Close(Rows);
    }
}
