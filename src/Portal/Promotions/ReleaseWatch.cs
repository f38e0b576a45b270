using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What runs in production without having been released, or was released and never seen, is a finding of its owner.</summary>
public sealed class ReleaseWatch(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    private const int DaysToExplain = 14;
    private static readonly Actor Portal = Actor.System("release-watch");

    public async Task Turn(CancellationToken ct)
    {
        foreach (var (promotion, path) in await Mismatched(ct))
            await dbs.WriteAsync<bool>(db => Raise(db, promotion, path, time.GetUtcNow(), ct), ct);
    }

    /// <summary>Those that have no finding yet, be it open or closed: a mismatch is told once.</summary>
    private async Task<IReadOnlyList<(Promotion, ReleasePath)>> Mismatched(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var running = await db.Promotions.AsNoTracking().Include(one => one.Votes).Where(one => one.Target == Stage.Production && Standing.Holds.Contains(one.State)).ToListAsync(ct);
        var paths = (await ReleasePath.Of(db, running, ct)).Where(path => path.MismatchAt(time.GetUtcNow()) is not null).ToDictionary(path => path.Id);
        var keys = paths.Values.Select(path => KeyOf(path, time.GetUtcNow())).ToList();
        var told = await db.Findings.AsNoTracking().Where(finding => finding.Source == FindingSource.Reconciliation && finding.Key != null && keys.Contains(finding.Key)).Select(finding => finding.Key).ToListAsync(ct);
        return [.. from one in running
                   where paths.ContainsKey(one.Id) && !told.Contains(KeyOf(paths[one.Id], time.GetUtcNow()))
                   select (one, paths[one.Id])];
    }

    private async Task<Result<bool>> Raise(PortalDb db, Promotion promotion, ReleasePath path, DateTimeOffset now, CancellationToken ct)
    {
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { BusinessOwner: { } owner } entry)
            return false;

        var (title, text) = path.MismatchAt(now) == ReleaseMismatch.RunsUnreleased
            ? ($"{path.Version} runs in production, and nobody fetched its certificate",
               $"Rows of {entry.Code} {path.Version} come since {Calendar.Text(path.FirstRows.GetValueOrDefault())}. {path.Promotion} is applied, and its certificate was never fetched: whatever started the version did not ask whether it may. Have the pipeline ask for admission or fetch the certificate.")
            : ($"{path.Version} was released, and nothing was seen of it",
               $"The certificate of {path.Promotion} was fetched, and no row of {entry.Code} {path.Version} has come since. Either it does not run, or it runs unwatched. Have it send what it predicts, or retire it.");
        await Raised.Raise(db, Portal, new(FindingSource.Reconciliation, FindingSeverity.Moderate, promotion.System, title, text, owner, calendar.Today.AddDays(DaysToExplain)) { About = path.Promotion, Key = KeyOf(path, now) }, now, ct);
        return true;
    }

    private static string KeyOf(ReleasePath path, DateTimeOffset now) => $"{path.Promotion}/{path.MismatchAt(now)}";
}
