using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Register;

/// <summary>Tells the owners of systems that run on a version of another when that one changes: its entry in what matters, or what it runs.</summary>
public sealed class UsedSystemChanged(IDbContextFactory<PortalDb> dbs, TimeProvider time) : IReaction<EntryPublished>, IReaction<VersionReleased>
{
    private static readonly Actor Portal = Actor.System("used-system-changed");

    public Task React(EntryPublished what, CancellationToken ct) => what.MaterialChange && what.Revision > 1
        ? Tell(what.System, $"Revision {what.Revision} of its entry changes what matters for decisions.", ct)
        : Task.CompletedTask;

    public Task React(VersionReleased what, CancellationToken ct) => Tell(what.System, $"Version {what.Label} is in {what.Stage} now.", ct);

    private async Task Tell(SystemId changed, string what, CancellationToken ct) => _ = await dbs.WriteAsync<Done>(async db =>
    {
        var now = time.GetUtcNow();
        var used = await db.Systems.Where(system => system.Id == changed).Select(system => system.Code).SingleAsync(ct);
        foreach (var (code, content) in await Dependents(db, used, AsOf.Now, ct))
            await db.EnqueueMails(new[] { content.BusinessOwner, content.TechnicalOwner }.OfType<PersonId>(), Portal, MailText.UsedSystemChanged(code, content.Name, used, what), now, ct);
        return default(Done);
    }, ct);

    /// <summary>The systems whose published entry says that they use this one. Few use another, and only these are read.</summary>
    internal static async Task<IReadOnlyList<(string Code, EntryContent Content)>> Dependents(PortalDb db, string used, AsOf asOf, CancellationToken ct)
    {
        IReadOnlyList<SharedUse> none = [];
        var at = asOf.At;
        var rows = await (
            from revision in db.Revisions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on revision.System equals system.Id
            where at == null ? revision.State == EntryState.Published && system.RetiredAt == null
                : revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at) && (system.RetiredAt == null || system.RetiredAt > at)
            where revision.Content.Uses != none
            orderby system.Code
            select new { system.Code, revision.Content }).ToListAsync(ct);
        return [.. rows.Where(row => row.Content.Uses.Any(use => use.System == used)).Select(row => (row.Code, row.Content))];
    }
}
