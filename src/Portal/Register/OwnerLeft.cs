using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// When an owner left, their systems go to the successors that were named. One that has none is an orphan until its accountable
/// executive or an administrator names an owner.
/// </summary>
public sealed class OwnerLeft(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time) : IReaction<PersonLeft>
{
    private static readonly Actor Portal = Actor.System("owner-left");

    public async Task React(PersonLeft what, CancellationToken ct)
    {
        var touched = await dbs.WriteAsync<IReadOnlyList<SystemId>>(async db =>
        {
            var now = time.GetUtcNow();
            var systems = await db.Systems.Include(system => system.Revisions)
                .Where(system => system.Revisions.Any(revision => revision.State != EntryState.Superseded
                    && (revision.Content.BusinessOwner == what.Person || revision.Content.TechnicalOwner == what.Person)))
                .OrderBy(system => system.Code).ToListAsync(ct);
            foreach (var system in systems)
            {
                var successor = what.Systems.FirstOrDefault(handover => handover.System == system.Id)?.To;
                if (successor is { } to)
                    HandOver(db, Portal, system, what.Person, to, now);
                else if (system.Orphan(now))
                    db.Record(new EntryDraft(Portal, now, "system.orphaned", system.Code) { Details = new Dictionary<string, string> { ["left"] = what.Person.ToString(), ["executive"] = ExecutiveOf(system)?.ToString() ?? "" } });
            }

            return systems.ConvertAll(system => system.Id);
        }, ct);
        foreach (var system in touched.Value)
            feed.Publish(system);
    }

    internal static void HandOver(PortalDb db, Actor actor, AiSystem system, PersonId from, PersonId to, DateTimeOffset now)
    {
        var before = system.Published;
        var published = system.HandOver(from, to, now);
        db.Record(new EntryDraft(actor, now, "system.handed-over", system.Code)
        {
            Before = before is null ? null : EntryDigest.Of(before.Content),
            After = system.Published is { } after ? EntryDigest.Of(after.Content) : null,
            Details = new Dictionary<string, string> { ["from"] = from.ToString(), ["to"] = to.ToString() },
        });
        if (published is not null)
            db.Raise(published, now);
    }

    internal static PersonId? ExecutiveOf(AiSystem system) => (system.Published ?? system.Open)?.Content.AccountableExecutive;
}
