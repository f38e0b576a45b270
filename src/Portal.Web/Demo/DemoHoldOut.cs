using System.Buffers;
using Portal.Shared;

namespace Portal.Web.Demo;

/// <summary>Rows that a version was tried on, one a line, and the class that it is there to find.</summary>
internal sealed record DemoHoldOut(string Positive, byte[] Lines)
{
    private const int Rows = 3000;

    /// <param name="model">Whose world the rows are from.</param>
    /// <param name="first">Where in that world they begin: another hold-out begins elsewhere.</param>
    /// <param name="worse">Share of the cases it should have found that it misses beyond the model's own mistakes.</param>
    public static DemoHoldOut Of(DemoModel model, int first, double worse)
    {
        var lines = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(lines, Enumerable.Range(first, Rows).Select(index => Spoil(model.TrainingRow(index), index, model, worse)));
        return new DemoHoldOut(model.Positive, lines.WrittenSpan.ToArray());
    }

    private static EvaluationRow Spoil(EvaluationRow row, int index, DemoModel model, double worse) =>
        Chance.Of(77, (ulong)index, 0).Share() < worse && row.Label == model.Positive
            ? row with { Prediction = model.Passes }
            : row;
}
