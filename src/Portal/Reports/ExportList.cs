using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands a list out as a file, all of it. That it left the portal is an entry, and before the first byte.</summary>
public sealed class ExportList(IDbContextFactory<PortalDb> dbs, Calendar calendar, TimeProvider time)
{
    public async Task<Result<TableFile>> Run(Actor actor, Listing list, TableFormat format, CancellationToken ct)
    {
        var day = Calendar.Text(list.AsOf.Day ?? calendar.Today);
        var recorded = await dbs.WriteAsync<Done>(async db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(list.Needs))
                return db.Refused(actor, now, "list.export", list.Key, new Forbidden($"You may not read {list.Title}."));
            if (await list.Admit(db, ct) is { } unfit)
                return unfit;

            db.Record(new EntryDraft(actor, now, "list.exported", list.Key)
            {
                Details = new Dictionary<string, string> { ["format"] = format.ToString(), ["asOf"] = list.AsOf.Day is null ? now.ToString("O") : day, ["filter"] = list.Asked },
            });
            return new Done();
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"{list.Key}-{day}", format, list);
    }
}
