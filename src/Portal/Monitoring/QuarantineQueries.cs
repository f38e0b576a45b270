using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Monitoring;

/// <summary>What is kept of one unknown system.</summary>
public sealed record QuarantineLine(string System, int Posts, int Rows, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>Reads what is in quarantine: at most a few hundred names.</summary>
public sealed class QuarantineQueries(IDbContextFactory<PortalDb> dbs)
{
    public async Task<IReadOnlyList<QuarantineLine>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var posts = await db.QuarantinedPosts.AsNoTracking().Select(post => new { post.Name, post.Rows, post.ReceivedAt }).ToListAsync(ct);
        return [.. posts.GroupBy(post => post.Name).Select(name => new QuarantineLine(name.Key, name.Count(), name.Sum(post => post.Rows), name.Min(post => post.ReceivedAt), name.Max(post => post.ReceivedAt)))
            .OrderByDescending(line => line.LastAt).ThenBy(line => line.System, StringComparer.Ordinal)];
    }
}
