namespace Portal.Web.Ui;

internal enum DiffKind { Same = 1, Removed, Added }

/// <summary>A stretch of text that two versions share, or that one of them has.</summary>
internal sealed record DiffPart(DiffKind Kind, string Text);

/// <summary>
/// What differs between two texts: by lines, and within changed lines by words. A longest common subsequence, so the fewest words are
/// marked; where two stretches are too long for that, one is shown in place of the other.
/// </summary>
internal static class TextDiff
{
    private const int MostCells = 2_000_000;

    public static IReadOnlyList<DiffPart> Between(string before, string after)
    {
        List<DiffPart> parts = [];
        var removed = new List<string>();
        var added = new List<string>();
        foreach (var (kind, line) in Compared(Lines(before), Lines(after)))
        {
            if (kind == DiffKind.Same)
            {
                Flush();
                parts.Add(new DiffPart(kind, line));
                continue;
            }

            (kind == DiffKind.Removed ? removed : added).Add(line);
        }

        Flush();
        return Joined(parts);

        void Flush()
        {
            parts.AddRange(Compared(Words(string.Concat(removed)), Words(string.Concat(added))).Select(word => new DiffPart(word.Kind, word.Text)));
            removed.Clear();
            added.Clear();
        }
    }

    private static IEnumerable<(DiffKind Kind, string Text)> Compared(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        var end = 0;
        while (end < before.Count - start && end < after.Count - start && before[^(end + 1)] == after[^(end + 1)])
            end++;

        var (old, now) = (before.Skip(start).Take(before.Count - start - end).ToList(), after.Skip(start).Take(after.Count - start - end).ToList());
        return
        [
            .. before.Take(start).Select(text => (DiffKind.Same, text)),
            .. (long)old.Count * now.Count > MostCells ? Replaced(old, now) : Aligned(old, now),
            .. before.TakeLast(end).Select(text => (DiffKind.Same, text)),
        ];
    }

    private static IEnumerable<(DiffKind, string)> Replaced(List<string> old, List<string> now) => old.Select(text => (DiffKind.Removed, text)).Concat(now.Select(text => (DiffKind.Added, text)));

    private static IEnumerable<(DiffKind, string)> Aligned(List<string> old, List<string> now)
    {
        // longest[i, j]: of what follows the first i and the first j, how many can be kept.
        var longest = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
            for (var j = now.Count - 1; j >= 0; j--)
                longest[i, j] = old[i] == now[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);

        var (at, to) = (0, 0);
        while (at < old.Count || to < now.Count)
        {
            if (at < old.Count && to < now.Count && old[at] == now[to])
            {
                yield return (DiffKind.Same, old[at++]);
                to++;
            }
            else if (to == now.Count || (at < old.Count && longest[at + 1, to] >= longest[at, to + 1]))
            {
                yield return (DiffKind.Removed, old[at++]);
            }
            else
            {
                yield return (DiffKind.Added, now[to++]);
            }
        }
    }

    private static List<string> Lines(string text) => Cut(text, static (before, _) => before == '\n');

    private static List<string> Words(string text) => Cut(text, static (before, next) => char.IsWhiteSpace(before) != char.IsWhiteSpace(next) || before == '\n');

    private static List<string> Cut(string text, Func<char, char, bool> between)
    {
        List<string> pieces = [];
        var from = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && !between(text[at - 1], text[at]))
                continue;
            pieces.Add(text[from..at]);
            from = at;
        }

        return pieces;
    }

    private static List<DiffPart> Joined(List<DiffPart> parts)
    {
        List<DiffPart> joined = [];
        foreach (var part in parts)
        {
            if (joined.Count > 0 && joined[^1].Kind == part.Kind)
                joined[^1] = new DiffPart(part.Kind, joined[^1].Text + part.Text);
            else
                joined.Add(part);
        }

        return joined;
    }
}
