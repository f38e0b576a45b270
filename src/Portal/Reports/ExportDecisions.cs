using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Promotions;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands out every signature on every request. That they left the portal is an entry, and before the first byte.</summary>
public sealed class ExportDecisions(IDbContextFactory<PortalDb> dbs, SignatureQueries signatures, Calendar calendar, TimeProvider time)
{
    private const int Portion = 100;

    public async Task<Result<TableFile>> Run(Actor actor, TableFormat format, CancellationToken ct)
    {
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.Read))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "decisions.export", "decisions", new Forbidden("Decisions are for everybody who is signed in.")));

            db.Record(new EntryDraft(actor, now, "decisions.exported", "decisions") { Details = new Dictionary<string, string> { ["format"] = format.ToString(), ["asOf"] = now.ToString("O") } });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"decisions-{Calendar.Text(calendar.Today)}", format, DecisionTable.Columns, Portions);
    }

    private async IAsyncEnumerable<IReadOnlyList<SignatureLine>> Portions([EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            (var lines, after) = await signatures.Rows(after, Portion, AsOf.Now, ct);
            if (lines.Count > 0)
                yield return lines;
        }
        while (after is not null);
    }
}
