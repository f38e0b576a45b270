using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>
/// Lets an auditor take out the rows of a version as they are, for ten minutes and a reason that goes on record: the entry itself is what
/// <see cref="ReadRunRows"/> looks for.
/// </summary>
public sealed class RevealRunRows(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    private const string Revealed = "evaluation.rows-revealed";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public sealed record Input(string System, string Label, int Run, string Reason);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        var (now, subject) = (time.GetUtcNow(), VersionAccess.SubjectOf(input.System, input.Label));
        if (!(await db.RunOf(actor, input.System, input.Label, input.Run, ct)).Succeeded(out var run, out var refusal))
            return refusal;
        if (actor.Through != Through.Session || !(await db.ReadingOf(actor, run.Version, ct)).IsMasked)
            return db.Refused(actor, now, "evaluation.reveal-rows", subject, new Forbidden("Auditors look at personal data in the pages; who reads the rows as they are needs no leave."));
        if (Administration.FaultOf(input.Reason) is { } fault)
            return fault;

        db.Record(new EntryDraft(actor, now, Revealed, subject) { Reason = input.Reason.Trim(), Details = new Dictionary<string, string> { ["run"] = run.Ordinal.ToString() } });
        return new Done();
    }, ct);

    internal static async Task<bool> IsRevealed(PortalDb db, Actor actor, string subject, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lasts;
        return actor.Through == Through.Session && await db.Entries.AnyAsync(entry => entry.Subject == subject && entry.Action == Revealed && entry.Person == actor.Person && entry.Time > since, ct);
    }
}
