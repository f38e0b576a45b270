using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Register;

/// <summary>Finds systems that are for something alike, so that nobody files or builds what is there already.</summary>
public sealed class SimilarSystems(IDbContextFactory<PortalDb> dbs)
{
    private const int ShortestWord = 5;
    private const int MostWords = 6;
    private const int MostCandidates = 200;
    private const int MostShown = 3;
    private const double Alike = 0.2;

    /// <summary>The published systems whose purposes share the most of their words with this one; none while it says too little.</summary>
    public async Task<IReadOnlyList<SimilarLine>> To(string purpose, string? except, CancellationToken ct)
    {
        var words = Words(purpose);
        if (words.Count < 3)
            return [];

        // Long words are rare words: a system that shares none of them is for something else.
        var rare = words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).Take(MostWords).ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var candidates = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where revision.State == EntryState.Published && system.RetiredAt == null && system.Code != except
            where rare.Any(word => revision.Content.Purpose.ToLower().Contains(word))
            orderby system.Code
            select new { system.Code, revision.Content.Name, revision.Content.Purpose }).Take(MostCandidates).ToListAsync(ct);
        return [.. candidates.Select(row => (Row: row, Share: Share(words, Words(row.Purpose)))).Where(found => found.Share >= Alike)
            .OrderByDescending(found => found.Share).Take(MostShown).Select(found => new SimilarLine(found.Row.Code, found.Row.Name, found.Row.Purpose))];
    }

    /// <summary>Jaccard's index: what both have, of what either has.</summary>
    private static double Share(HashSet<string> one, HashSet<string> other) => (double)one.Count(other.Contains) / one.Union(other).Count();

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([.. text.Where(letter => !char.IsLetterOrDigit(letter)).Distinct().Append(' ')], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= ShortestWord)];
}

public sealed record SimilarLine(string Code, string Name, string Purpose);
