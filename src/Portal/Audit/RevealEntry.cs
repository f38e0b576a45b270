using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>What an entry says about a person, by field.</summary>
public sealed record Revealed(PersonId About, IReadOnlyDictionary<string, string> Fields);

/// <summary>Shows what an entry says about a person, to who may read the audit and says why; that they looked is itself an entry.</summary>
public sealed class RevealEntry(IDbContextFactory<PortalDb> dbs, PersonKeys keys, TimeProvider time)
{
    public Task<Result<Revealed>> Run(Actor actor, long index, string reason, CancellationToken ct) => dbs.WriteAsync<Revealed>(async db =>
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.ReadAudit) || actor.Through != Through.Session)
            return db.Refused(actor, now, "entry.reveal", "ledger", new Forbidden("Who may read the audit looks at personal data in the pages."));
        if (Administration.FaultOf(reason) is { } fault)
            return fault;
        if (await db.Entries.AsNoTracking().Where(entry => entry.Index == index).Select(entry => entry.Bytes).SingleOrDefaultAsync(ct) is not { } bytes || PersonalData.In(bytes) is not { } data)
            return new NotFound("Personal data in this entry");
        if (await keys.Open(db, data, ct) is not { } fields)
            return new NotAllowed("The personal data in this entry was erased.");

        db.Record(new EntryDraft(actor, now, "entry.revealed", data.About.ToString()) { Reason = reason.Trim(), Details = new Dictionary<string, string> { ["entry"] = $"{index}" } });
        return new Revealed(data.About, fields);
    }, ct);
}
