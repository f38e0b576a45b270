using Microsoft.EntityFrameworkCore;
using Portal.Shared;

namespace Portal.Data;

/// <summary>How a use case writes.</summary>
public static class Writing
{
    private const int MostTries = 12;
    private const int MostPause = 500;

    /// <summary>
    /// Decides on one consistent state and saves what was decided, whole. When somebody else's change came first, decides again on
    /// what is there now, so <paramref name="decide"/> has no effect but on its context. A refusal saves nothing but its own entry.
    /// </summary>
    public static async Task<Result<T>> WriteAsync<T>(this IDbContextFactory<PortalDb> dbs, Func<PortalDb, Task<Result<T>>> decide, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            try
            {
                await using var write = await db.BeginWriteAsync(ct);
                var result = await decide(db);
                if (result.Refusal is not null)
                    db.ForgetChanges();
                await write.SaveAndCommitAsync(ct);
                return result;
            }
            catch (Exception fault) when (attempt < MostTries && Conflicts.IsConflict(fault))
            {
                // Round again with a new context; the loser of two has nothing left of its attempt.
            }

            await Task.Delay(PauseAfter(attempt), ct);
        }
    }

    /// <summary>Losers that come back at once meet again; spread out, of many writers each finds its moment.</summary>
    private static TimeSpan PauseAfter(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(1, 1 + Math.Min(10 << attempt, MostPause)));
}
