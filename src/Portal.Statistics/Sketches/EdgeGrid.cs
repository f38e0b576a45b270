using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Statistics.Sketches;

/// <summary>
/// Finds the number of edges below a value by looking it up: the span between the first and the last edge is cut into equal cells,
/// each knows how many edges lie in cells before it, and only the edges of the value's own cell are compared with it. Which cell a
/// number falls into grows with the number, whatever is rounded on the way, so that no edge of another cell can be misjudged.
/// </summary>
internal sealed class EdgeGrid
{
    private const int Cells = 4096;
    private const int Lanes = 4;

    // As many slots as the table of 128 edges gives, each with one for the edge's own value.
    private const int Slots = 256;

    // Edges that crowd into a few cells are sooner found by halving.
    private const int MostSteps = 4;

    private readonly double[] _table;
    private readonly byte[] _edgesBefore = new byte[Cells];
    private readonly double _low;
    private readonly double _cellsPerUnit;
    private readonly int _steps;

    private EdgeGrid(double[] table, int edges, double low, double cellsPerUnit)
    {
        (_table, _low, _cellsPerUnit) = (table, low, cellsPerUnit);

        var inCell = new int[Cells];
        for (var edge = 0; edge < edges; edge++) inCell[CellOf(table[edge])]++;
        for (var cell = 1; cell < Cells; cell++) _edgesBefore[cell] = (byte)(_edgesBefore[cell - 1] + inCell[cell - 1]);
        _steps = inCell.Max();
    }

    /// <summary>Over the first <paramref name="edges"/> of a table that ascends and ends in +∞; null where looking up is no gain.</summary>
    public static EdgeGrid? Of(double[] table, int edges)
    {
        if (edges < 2) return null;

        var cellsPerUnit = Cells / (table[edges - 1] - table[0]);
        if (!double.IsFinite(cellsPerUnit) || cellsPerUnit == 0) return null;

        var grid = new EdgeGrid(table, edges, table[0], cellsPerUnit);
        return grid._steps <= MostSteps ? grid : null;
    }

    /// <summary>
    /// Counts the finite values, and adds them up, by twice the number of edges below them, and one more where a value is an edge.
    /// Gives back how many were NaN and how many infinite.
    /// </summary>
    public (long Missing, long Invalid) Count(ReadOnlySpan<double> values, Span<long> slots, Span<double> sums)
    {
        // Values that fall into the same bin one after the other would wait for each other's count: four lanes take turns.
        // A count is a double beside its sum: one addition for both, and exact far beyond what a span holds.
        Span<Vector128<double>> lanes = stackalloc Vector128<double>[Lanes * Slots];
        ref var lane = ref MemoryMarshal.GetReference(lanes);
        var (missing, invalid) = (0L, 0L);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (double.IsFinite(value)) Unsafe.Add(ref lane, ((i & (Lanes - 1)) * Slots) + SlotOf(value)) += Vector128.Create(1, value);
            else if (double.IsNaN(value)) missing++;
            else invalid++;
        }

        for (var i = 0; i < lanes.Length; i++)
        {
            slots[i % Slots] += (long)lanes[i][0];
            sums[i % Slots] += lanes[i][1];
        }

        return (missing, invalid);
    }

    // The cell is within the cells and an edge within the table by construction: nothing is left to check on the way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(double value)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        int edge = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_edgesBefore), CellOf(value));
        for (var step = _steps; step > 0; step--) edge += Unsafe.Add(ref table, edge) < value ? 1 : 0;
        return (2 * edge) + (Unsafe.Add(ref table, edge) == value ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CellOf(double value) =>
        double.ConvertToIntegerNative<int>(double.MinNative(double.MaxNative((value - _low) * _cellsPerUnit, 0), Cells - 1));
}
