using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

/// <summary>Hands the access report out as a file: that it left the portal is on record.</summary>
public sealed class ExportAccess(IDbContextFactory<PortalDb> dbs, AccessQueries access, TimeProvider time)
{
    public async Task<Result<List<AccessLine>>> Run(Actor actor, AsOf asOf, CancellationToken ct)
    {
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.ReadAccess))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "access.export", "access", new Forbidden("The access report is for administrators, auditors and risk.")));

            db.Record(new EntryDraft(actor, now, "access.exported", "access") { Details = new Dictionary<string, string> { ["asOf"] = asOf.Day is { } day ? Calendar.Text(day) : now.ToString("O") } });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);
        if (recorded.Refusal is { } refusal)
            return refusal;

        return (await access.AsOf(asOf, ct)).ToList();
    }
}
