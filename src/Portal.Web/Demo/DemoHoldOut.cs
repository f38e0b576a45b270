using System.Buffers;
using System.Text.Json;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>Rows that a version is tried on: what it said of them, what turned out to be right, and both together.</summary>
internal sealed record DemoHoldOut(string Positive, byte[] Predictions, byte[] Labels, byte[] Both)
{
    private const int Rows = 3000;

    /// <summary>One row in so many is a case that must come out right; the model knows them.</summary>
    private const int MustPassEvery = 300;

    /// <param name="model">Whose world the rows are from.</param>
    /// <param name="first">Where in that world they begin: another hold-out begins elsewhere.</param>
    /// <param name="worse">Share of the cases it should have found that it misses beyond the model's own mistakes.</param>
    public static DemoHoldOut Of(DemoModel model, int first, double worse)
    {
        var rows = Enumerable.Range(first, Rows).Select(index => Case(model, index, worse)).ToList();
        return new DemoHoldOut(model.Positive, Lines([.. rows.Select(row => row with { Label = null, Segments = EvaluationRow.NoTexts, IsMustPass = false })]), LabelsOf(rows), Lines(rows));
    }

    private static EvaluationRow Case(DemoModel model, int index, double worse)
    {
        var row = model.TrainingRow(index) with { Segments = model.SegmentsOf(model.TrainingRow(index)), Groups = model.GroupsOf(index) };
        if (index % MustPassEvery == 0)
            return row with { Prediction = row.Label ?? "", IsMustPass = true };

        return Chance.Of(77, (ulong)index, 0).Share() < worse && row.Label == model.Positive ? row with { Prediction = model.Passes, Score = 0.4 * row.Score } : row;
    }

    private static byte[] Lines(IReadOnlyList<EvaluationRow> rows)
    {
        var lines = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(lines, rows);
        return lines.WrittenSpan.ToArray();
    }

    private static byte[] LabelsOf(IEnumerable<EvaluationRow> rows)
    {
        using var lines = new MemoryStream();
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(lines, new Dictionary<string, object> { ["id"] = row.Id, ["label"] = row.Label ?? "", ["mustPass"] = row.IsMustPass, ["segments"] = row.Segments, ["groups"] = row.Groups });
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }
}
