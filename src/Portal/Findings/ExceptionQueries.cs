using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Reads what is tolerated.</summary>
public sealed class ExceptionQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The exceptions of a system, those that hold first, then the last ended.</summary>
    public async Task<IReadOnlyList<ExceptionLine>> OfSystem(SystemId system, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await db.Exceptions.AsNoTracking().Where(row => row.System == system).OrderByDescending(row => row.EndedAt == null).ThenByDescending(row => row.ApprovedAt).ToListAsync(ct);
        var names = await people.ById(rows.Select(row => row.ApprovedBy), ct);
        return [.. rows.Select(row => new ExceptionLine(
            row.Id, row.Code, row.Rule, row.What, row.Reason, row.CompensatingControl, names.GetValueOrDefault(row.ApprovedBy)?.Name ?? "Somebody without an account",
            row.ApprovedAt, row.ExpiresAt, row.EndedAt, row.Ended))];
    }
}

public sealed record ExceptionLine(
    ExceptionId Id, string Code, ExceptionRule Rule, string What, string Reason, string CompensatingControl, string ApprovedBy, DateTimeOffset ApprovedAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, ExceptionEnd? Ended);
