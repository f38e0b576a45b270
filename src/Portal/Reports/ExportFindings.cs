using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands out the findings that pass a filter, all of them. That they left the portal is an entry, and before the first byte.</summary>
public sealed class ExportFindings(IDbContextFactory<PortalDb> dbs, FindingQueries findings, Calendar calendar, TimeProvider time)
{
    private const int Portion = 200;

    /// <summary>With the filter as it was asked for, for the entry.</summary>
    public sealed record Input(FindingFilter Filter, AsOf AsOf, TableFormat Format, string Asked);

    public async Task<Result<TableFile>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var day = Calendar.Text(input.AsOf.Day ?? calendar.Today);
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.Read))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "findings.export", "findings", new Forbidden("Findings are for everybody who is signed in.")));

            db.Record(new EntryDraft(actor, now, "findings.exported", "findings")
            {
                Details = new Dictionary<string, string> { ["format"] = input.Format.ToString(), ["asOf"] = input.AsOf.Day is null ? now.ToString("O") : day, ["filter"] = input.Asked },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"findings-{day}", input.Format, FindingTable.Columns, stop => Portions(input, stop));
    }

    private async IAsyncEnumerable<IReadOnlyList<FindingRow>> Portions(Input input, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<FindingRow> rows;
        do
        {
            rows = await findings.Rows(input.Filter, after, Portion, input.AsOf, ct);
            if (rows.Count > 0)
                yield return rows;
            after = rows.Count > 0 ? rows[^1].Line.Code : after;
        }
        while (rows.Count == Portion);
    }
}
