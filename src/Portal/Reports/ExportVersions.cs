using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.ModelRegistry;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands out the versions that pass a filter, all of them. That they left the portal is an entry, and before the first byte.</summary>
public sealed class ExportVersions(IDbContextFactory<PortalDb> dbs, EstateQueries estate, Calendar calendar, TimeProvider time)
{
    private const int Portion = 200;

    /// <summary>With the filter as it was asked for, for the entry.</summary>
    public sealed record Input(VersionFilter Filter, TableFormat Format, string Asked);

    public async Task<Result<TableFile>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.Read))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "models.export", "models", new Forbidden("Versions are for everybody who is signed in.")));

            db.Record(new EntryDraft(actor, now, "models.exported", "models")
            {
                Details = new Dictionary<string, string> { ["format"] = input.Format.ToString(), ["filter"] = input.Asked },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"models-{Calendar.Text(calendar.Today)}", input.Format, VersionTable.Columns, stop => Portions(input, stop));
    }

    private async IAsyncEnumerable<IReadOnlyList<EstateLine>> Portions(Input input, [EnumeratorCancellation] CancellationToken ct)
    {
        EstateLine? after = null;
        IReadOnlyList<EstateLine> rows;
        do
        {
            rows = await estate.Rows(input.Filter, after, Portion, ct);
            if (rows.Count > 0)
                yield return rows;
            after = rows.Count > 0 ? rows[^1] : after;
        }
        while (rows.Count == Portion);
    }
}
