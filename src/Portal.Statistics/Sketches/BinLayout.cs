namespace Portal.Statistics.Sketches;

/// <summary>Which bin a value belongs to, told by the first edge that is not below it.</summary>
/// <param name="Edges">Distinct edges, ascending.</param>
/// <param name="BinAtEdge">Per edge, the bin of the edge's own value.</param>
/// <param name="BinBelowEdge">Per edge, the bin of values between the edge before and this one; a last entry for values above all edges.</param>
/// <param name="Atoms">Edges whose own bin is not the one below them.</param>
/// <param name="Size">The number of bins.</param>
internal sealed record BinLayout(double[] Edges, int[] BinAtEdge, int[] BinBelowEdge, double[] Atoms, int Size)
{
    /// <summary>Right-closed bins between quantiles; one that repeats is an atom.</summary>
    public static BinLayout Between(double[] quantiles)
    {
        var edges = Distinct(quantiles);
        var at = new int[edges.Length];
        var below = new int[edges.Length + 1];
        var atoms = new List<double>();

        var bin = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            below[i] = bin;
            if (quantiles.Count(quantile => quantile == edges[i]) > 1)
            {
                atoms.Add(edges[i]);
                bin++;
            }

            at[i] = bin++;
        }

        below[edges.Length] = bin;
        return new BinLayout(edges, at, below, [.. atoms], bin + 1);
    }

    /// <summary>One bin a value; everything else goes to the last.</summary>
    public static BinLayout OneEach(double[] values)
    {
        var edges = Distinct(values);
        var other = edges.Length;
        return new BinLayout(edges, [.. Enumerable.Range(0, edges.Length)], [.. Enumerable.Repeat(other, edges.Length + 1)], [], other + 1);
    }

    /// <summary>The bin of <paramref name="coarser"/> that each bin here lies in whole; its edges must be among ours.</summary>
    public int[] RollUpTo(BinLayout coarser)
    {
        var target = new int[Size];
        for (var i = 0; i < Edges.Length; i++)
        {
            var edge = Array.FindIndex(coarser.Edges, candidate => candidate >= Edges[i]);
            if (edge < 0) edge = coarser.Edges.Length;
            var isEdgeThere = edge < coarser.Edges.Length && coarser.Edges[edge] == Edges[i];

            // Without an atom both lines name the same bin. An atom here that is none there has two bins, which lie in one
            // there; an atom there is always one here.
            target[BinBelowEdge[i]] = coarser.BinBelowEdge[edge];
            target[BinAtEdge[i]] = isEdgeThere ? coarser.BinAtEdge[edge] : coarser.BinBelowEdge[edge];
        }

        target[BinBelowEdge[^1]] = coarser.BinBelowEdge[^1];
        return target;
    }

    /// <summary>Sorted values without exact duplicates, minus zero being zero.</summary>
    public static double[] Distinct(double[] sorted)
    {
        var distinct = new List<double>();
        foreach (var value in sorted)
        {
            if (distinct.Count == 0 || distinct[^1] != value) distinct.Add(value + 0.0);
        }

        return [.. distinct];
    }
}
