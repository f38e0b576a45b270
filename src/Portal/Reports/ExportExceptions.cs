using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>Hands out the exceptions that pass a filter, all of them. That they left the portal is an entry, and before the first byte.</summary>
public sealed class ExportExceptions(IDbContextFactory<PortalDb> dbs, ExceptionQueries exceptions, Calendar calendar, TimeProvider time)
{
    private const int Portion = 200;

    /// <summary>With the filter as it was asked for, for the entry.</summary>
    public sealed record Input(ExceptionFilter Filter, TableFormat Format, string Asked);

    public async Task<Result<TableFile>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var recorded = await dbs.WriteAsync<Done>(db =>
        {
            var now = time.GetUtcNow();
            if (!actor.May(Permission.Read))
                return Task.FromResult<Result<Done>>(db.Refused(actor, now, "exceptions.export", "exceptions", new Forbidden("Exceptions are for everybody who is signed in.")));

            db.Record(new EntryDraft(actor, now, "exceptions.exported", "exceptions")
            {
                Details = new Dictionary<string, string> { ["format"] = input.Format.ToString(), ["asOf"] = now.ToString("O"), ["filter"] = input.Asked },
            });
            return Task.FromResult<Result<Done>>(new Done());
        }, ct);

        return recorded.Refusal is { } refusal ? refusal : TableFile.Of($"exceptions-{Calendar.Text(calendar.Today)}", input.Format, ExceptionTable.Columns, stop => Portions(input, stop));
    }

    private async IAsyncEnumerable<IReadOnlyList<ExceptionLine>> Portions(Input input, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        IReadOnlyList<ExceptionLine> rows;
        do
        {
            rows = await exceptions.Rows(input.Filter, after, Portion, AsOf.Now, ct);
            if (rows.Count > 0)
                yield return rows;
            after = rows.Count > 0 ? rows[^1].Code : after;
        }
        while (rows.Count == Portion);
    }
}
