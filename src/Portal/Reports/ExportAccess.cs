using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands the access report out as a file: that it left the portal is on record.</summary>
public sealed class ExportAccess(IDbContextFactory<PortalDb> dbs, AccessQueries access, Calendar calendar, TimeProvider time)
{
    public async Task<Result<TableFile>> Run(Actor actor, AsOf asOf, TableFormat format, CancellationToken ct)
    {
        var day = Calendar.Text(asOf.Day ?? calendar.Today);
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.ReadAccess))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "access.export", "access", new Forbidden("The access report is for administrators, auditors and risk.")));

            db.Record(new EntryDraft(actor, now, "access.exported", "access")
            {
                Details = new Dictionary<string, string> { ["format"] = format.ToString(), ["asOf"] = asOf.Day is null ? now.ToString("O") : day },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"access-{day}", format, AccessTable.Columns, stop => Lines(asOf, stop));
    }

    /// <summary>As many as an organisation grants roles, so all of them at once.</summary>
    private async IAsyncEnumerable<IReadOnlyList<AccessLine>> Lines(AsOf asOf, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return await access.AsOf(asOf, ct);
    }
}
