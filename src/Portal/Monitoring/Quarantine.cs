using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Keeps what comes about a system that is not in the register, whole, and says so in a finding: what runs and nobody knows is shadow
/// AI. Nothing of it is counted until the system is claimed.
/// </summary>
public sealed class Quarantine(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public const int LongestName = 100;

    /// <summary>So much of one name is kept; more would fill the disk for nobody.</summary>
    public const int MostPosts = 50;
    public const int MostNames = 200;
    private const int DaysToExplain = 14;

    internal static string KeyOf(string name) => $"telemetry:{name}";

    internal async Task<Result<AcceptPredictions.Accepted>> Keep(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        // A token that is bound to systems has no business with any other.
        if (actor.Person is not { } sender || actor.Reach?.Systems is not null || PlainText.LineProblem(post.System, LongestName) is not null)
            return new NotFound($"System '{post.System}'");

        var now = time.GetUtcNow();
        if (!TelemetryRows.Read(post.Kind, post.Body.Span, now, post.Run).Succeeded(out var rows, out var fault))
            return fault;
        return await dbs.WriteAsync(db => Keep(db, actor, sender, post, rows.Names.Count, now, ct), ct);
    }

    private async Task<Result<AcceptPredictions.Accepted>> Keep(PortalDb db, Actor actor, PersonId sender, TelemetryPost post, int rows, DateTimeOffset now, CancellationToken ct)
    {
        var kept = QuarantinedPost.Of(post, Digest.Of(post.Body.Span), rows, now);
        if (await db.QuarantinedPosts.Where(row => row.Name == kept.Name && row.Key == kept.Key).Select(row => new { row.Body, row.Rows }).SingleOrDefaultAsync(ct) is { } earlier)
            return earlier.Body == kept.Body ? new AcceptPredictions.Accepted(earlier.Rows) { IsQuarantined = true } : new KeyReused(kept.Key);

        var ofName = await db.QuarantinedPosts.CountAsync(row => row.Name == post.System, ct);
        if (ofName >= MostPosts)
            return new NotAllowed($"'{post.System}' is not in the register, and {MostPosts} posts of it wait already to be claimed or dismissed. No row was taken.");
        if (ofName == 0 && await db.QuarantinedPosts.Select(row => row.Name).Distinct().CountAsync(ct) >= MostNames)
            return new NotAllowed($"'{post.System}' is not in the register, and neither are {MostNames} others that wait to be claimed or dismissed. No row was taken.");

        db.QuarantinedPosts.Add(kept);
        _ = await Raised.Raise(
            db, actor,
            new NewFinding(
                FindingSource.ShadowAi, FindingSeverity.Moderate, null, $"Telemetry comes of a system that is not in the register: {Shortened(post.System, 80)}",
                "Its rows are kept in quarantine and not counted. Whoever runs it files the system and claims them; if it is a mistake, risk dismisses them.",
                sender, calendar.DayOf(now).AddDays(DaysToExplain))
            {
                About = Shortened(post.System, NewFinding.LongestAbout),
                Key = KeyOf(post.System),
            },
            now, ct);
        return new AcceptPredictions.Accepted(rows) { IsQuarantined = true };
    }

    private static string Shortened(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
