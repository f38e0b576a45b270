using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// The way of a version in production: decided, released when a pipeline fetched its certificate, observed when rows of it came. Each
/// later step rests on the one before; one that is missing where it should be there is a mismatch.
/// </summary>
/// <param name="Promotion">The request's code.</param>
/// <param name="Id">The request.</param>
/// <param name="State">How it stands: applied, or suspended.</param>
/// <param name="Version">The label.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DecidedBy">Who signed for it.</param>
/// <param name="AppliedAt">When it took effect.</param>
/// <param name="ReleasedAt">When a certificate was fetched last.</param>
/// <param name="FirstRows">The first whole day in production on which rows came.</param>
/// <param name="LastRows">The last day on which rows came.</param>
public sealed record ReleasePath(
    string Promotion, PromotionId Id, PromotionState State, string Version, DateTimeOffset DecidedAt, IReadOnlyList<string> DecidedBy, DateTimeOffset AppliedAt, DateTimeOffset? ReleasedAt, DateOnly? FirstRows, DateOnly? LastRows)
{
    /// <summary>So long may a pipeline take from the certificate to the first row.</summary>
    public static readonly TimeSpan ToStart = TimeSpan.FromDays(3);

    public ReleaseMismatch? MismatchAt(DateTimeOffset now) => (ReleasedAt, FirstRows) switch
    {
        (null, not null) => ReleaseMismatch.RunsUnreleased,
        ({ } at, null) when at + ToStart < now && AppliedAt + ToStart < now => ReleaseMismatch.NeverSeen,
        _ => null,
    };

    /// <summary>Of requests that are in force in production.</summary>
    internal static async Task<IReadOnlyList<ReleasePath>> Of(PortalDb db, IReadOnlyCollection<Promotion> promotions, CancellationToken ct)
    {
        var (codes, versions) = (promotions.Select(one => one.Code).ToList(), promotions.Select(one => one.ModelVersion).ToList());
        var fetched = await db.Entries.AsNoTracking().Where(entry => codes.Contains(entry.Subject) && entry.Action == PromotionEvents.CertificateIssued)
            .GroupBy(entry => entry.Subject).Select(entries => new { Code = entries.Key, At = entries.Max(entry => entry.Time) }).ToDictionaryAsync(one => one.Code, one => one.At, ct);
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var rows = await RowsSeen.Of(db, versions, ct);
        return
        [
            .. from one in promotions
               let applied = one.AppliedAt.GetValueOrDefault()
               let days = rows[one.ModelVersion].Where(day => day.Rows > 0 && day.Day > DateOnly.FromDateTime(applied.UtcDateTime)).Select(day => day.Day).ToList()
               select new ReleasePath(
                   one.Code, one.Id, one.State, labels[one.ModelVersion], one.DecidedAt ?? applied,
                   [.. one.CurrentVotes.Where(vote => vote.Verdict.Ballot() == Ballot.For).OrderBy(vote => vote.Number).Select(vote => vote.PrintedName)],
                   applied, fetched.TryGetValue(one.Code, out var at) ? at : null, days.Count == 0 ? null : days.Min(), days.Count == 0 ? null : days.Max()),
        ];
    }
}

public enum ReleaseMismatch
{
    /// <summary>Rows come of it, and nobody ever fetched its certificate.</summary>
    RunsUnreleased = 1,

    /// <summary>Its certificate was fetched, and no row of it ever came.</summary>
    NeverSeen,
}

/// <summary>Reads the ways of what is in production.</summary>
public sealed class ReleaseQueries(IDbContextFactory<PortalDb> dbs)
{
    /// <summary>Of one system, by its code.</summary>
    public Task<IReadOnlyList<ReleasePath>> OfSystem(string code, CancellationToken ct) => Read((db, promotions) => promotions.Where(one => db.Systems.Any(system => system.Id == one.System && system.Code == code)), ct);

    /// <summary>Of one request; null unless it is in force in production.</summary>
    public async Task<ReleasePath?> Of(PromotionId id, CancellationToken ct) => (await Read((_, promotions) => promotions.Where(one => one.Id == id), ct)).SingleOrDefault();

    /// <summary>When the requests of a system were decided, and stopped, between two instants.</summary>
    public async Task<IReadOnlyList<DecisionTime>> Decided(SystemId system, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from promotion in db.Promotions.AsNoTracking()
            join version in db.Versions.AsNoTracking() on promotion.ModelVersion equals version.Id
            where promotion.System == system && promotion.DecidedAt != null
            select new { promotion.Code, version.Label, promotion.State, promotion.Target, promotion.DecidedAt, promotion.Suspension }).ToListAsync(ct);
        return
        [
            .. found.Select(one => new DecisionTime(one.Code, one.Label, one.Target, one.DecidedAt.GetValueOrDefault(), IsStop: false))
                .Concat(found.Where(one => one.Suspension is not null).Select(one => new DecisionTime(one.Code, one.Label, one.Target, one.Suspension?.At ?? default, IsStop: true)))
                .Where(one => one.At >= @from && one.At <= to).OrderBy(one => one.At).ThenBy(one => one.Code, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<ReleasePath>> Read(Func<PortalDb, IQueryable<Promotion>, IQueryable<Promotion>> choose, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var inProduction = db.Promotions.AsNoTracking().Include(one => one.Votes).Where(one => one.Target == Stage.Production && PromotionMoves.InForce.Contains(one.State));
        return await ReleasePath.Of(db, await choose(db, inProduction).ToListAsync(ct), ct);
    }
}

/// <summary>A request was decided at an instant, or what it had put there was stopped.</summary>
public sealed record DecisionTime(string Code, string Version, Stage Target, DateTimeOffset At, bool IsStop);
