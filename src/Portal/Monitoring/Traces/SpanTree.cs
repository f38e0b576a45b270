namespace Portal.Monitoring.Traces;

/// <summary>Pure: spans in the order of a tree. A span whose parent did not come, or that is its own ancestor, stands at the root.</summary>
internal static class SpanTree
{
    public static IReadOnlyList<SpanLine> Of(IReadOnlyList<TraceSpan> spans)
    {
        var known = spans.Select(span => span.Span).ToHashSet(StringComparer.Ordinal);
        var under = spans.Where(span => span.Parent is { } parent && known.Contains(parent)).ToLookup(span => span.Parent, StringComparer.Ordinal);
        var lines = new List<SpanLine>(spans.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);

        // First what hangs from a root; what is left hangs from itself.
        foreach (var root in InOrder(spans.Where(span => span.Parent is null || !known.Contains(span.Parent))).Concat(InOrder(spans)))
            Place(root);
        return lines;

        void Place(TraceSpan root)
        {
            var open = new Stack<SpanLine>([new SpanLine(root, 0)]);
            while (open.TryPop(out var line))
            {
                if (!placed.Add(line.Span.Span))
                    continue;
                lines.Add(line);
                foreach (var child in InOrder(under[line.Span.Span]).Reverse())
                    open.Push(new SpanLine(child, line.Depth + 1));
            }
        }
    }

    private static IEnumerable<TraceSpan> InOrder(IEnumerable<TraceSpan> spans) => spans.OrderBy(span => span.StartedAt).ThenByDescending(span => span.DurationMs).ThenBy(span => span.Span, StringComparer.Ordinal);
}
