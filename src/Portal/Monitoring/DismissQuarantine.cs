using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Throws away what came of a system that is none.</summary>
public sealed class DismissQuarantine(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public const int LongestReason = 2000;

    /// <param name="Name">The system as its sender named it.</param>
    /// <param name="Reason">Why it is none.</param>
    public sealed record Input(string Name, string Reason);

    public Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<int>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.CloseFindings))
            return db.Refused(actor, now, "quarantine.dismiss", input.Name, new Forbidden("Quarantined telemetry is dismissed by those who close findings."));
        var reason = input.Reason.Trim();
        if (reason.Length == 0)
            return new Invalid("reason", "Say why it is no system.");
        if (PlainText.RemarkProblem(reason, LongestReason) is { } problem)
            return new Invalid("reason", problem);
        if (await db.QuarantinedPosts.Where(post => post.Name == input.Name).SumAsync(post => (int?)post.Rows, ct) is not (> 0 and var rows))
            return new NotFound($"Telemetry of '{input.Name}' in quarantine");

        await db.QuarantinedPosts.Where(post => post.Name == input.Name).ExecuteDeleteAsync(ct);
        db.Record(new EntryDraft(actor, now, "quarantine.dismissed", input.Name) { Reason = reason, Details = new Dictionary<string, string> { ["rows"] = $"{rows}" } });
        await Raised.Answer(db, actor, FindingSource.ShadowAi, Quarantine.KeyOf(input.Name), $"Dismissed: {reason}", now, ct);
        return rows;
    }, ct);
}
