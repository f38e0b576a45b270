using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Accounts;

public sealed record DepartmentLine(DepartmentId Id, string Name, int People, DateTimeOffset? RetiredAt);

/// <summary>The list of departments: what a person's department is chosen from.</summary>
public sealed class Departments(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public async Task<IReadOnlyList<DepartmentLine>> All(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Departments.AsNoTracking().OrderBy(department => department.RetiredAt != null).ThenBy(department => department.Name)
            .Select(department => new DepartmentLine(department.Id, department.Name, db.Users.Count(user => user.Department == department.Name && user.State != PersonState.Left), department.RetiredAt))
            .ToListAsync(ct);
    }

    public Task<Result<DepartmentId>> Add(Actor actor, string name, CancellationToken ct) => Change(actor, async db =>
    {
        if (await FaultOf(db, name, null, ct) is { } fault)
            return fault;

        var department = new Department(name.Trim(), time.GetUtcNow());
        db.Departments.Add(department);
        db.Record(new EntryDraft(actor, time.GetUtcNow(), "department.added", department.Name));
        return department.Id;
    }, ct);

    /// <summary>Who belongs to it goes along: a department is the same under another name.</summary>
    public Task<Result<DepartmentId>> Rename(Actor actor, DepartmentId id, string name, CancellationToken ct) => Change(actor, async db =>
    {
        if (await db.Departments.SingleOrDefaultAsync(department => department.Id == id, ct) is not { } department)
            return new NotFound("This department");
        if (await FaultOf(db, name, id, ct) is { } fault)
            return fault;

        var before = department.Name;
        foreach (var user in await db.Users.Where(user => user.Department == before).ToListAsync(ct))
            user.MoveTo(name.Trim(), time.GetUtcNow());
        department.Rename(name.Trim());
        db.Record(new EntryDraft(actor, time.GetUtcNow(), "department.renamed", department.Name) { Details = new Dictionary<string, string> { ["before"] = before } });
        return id;
    }, ct);

    public Task<Result<DepartmentId>> Retire(Actor actor, DepartmentId id, CancellationToken ct) => Change(actor, async db =>
    {
        if (await db.Departments.SingleOrDefaultAsync(department => department.Id == id, ct) is not { } department)
            return new NotFound("This department");
        if (department.Retire(time.GetUtcNow()) is { } refusal)
            return refusal;

        db.Record(new EntryDraft(actor, time.GetUtcNow(), "department.retired", department.Name));
        return id;
    }, ct);

    /// <summary>Makes sure that it is in the list, where the portal itself sets people up.</summary>
    internal static async Task Ensure(PortalDb db, string name, DateTimeOffset now, CancellationToken ct)
    {
        if (name.Length > 0 && !db.Departments.Local.Any(department => department.Name == name) && !await db.Departments.AnyAsync(department => department.Name == name, ct))
            db.Departments.Add(new Department(name, now));
    }

    /// <summary>What is wrong with a department that somebody is to belong to.</summary>
    internal static async Task<Refusal?> FaultOf(PortalDb db, string name, CancellationToken ct) =>
        await db.Departments.AnyAsync(department => department.Name == name && department.RetiredAt == null, ct)
            ? null
            : new Invalid("department", "Choose a department of the list that is not retired.");

    private static async Task<Refusal?> FaultOf(PortalDb db, string name, DepartmentId? except, CancellationToken ct)
    {
        if (PlainText.LineProblem(name.Trim(), Department.LongestName) is { } problem)
            return new Invalid("name", problem);

        var wanted = name.Trim().ToLowerInvariant();
        return await db.Departments.AnyAsync(department => department.Name.ToLower() == wanted && department.Id != except, ct)
            ? new Invalid("name", "There is a department of this name.")
            : null;
    }

    private Task<Result<DepartmentId>> Change(Actor actor, Func<PortalDb, Task<Result<DepartmentId>>> change, CancellationToken ct) => dbs.WriteAsync<DepartmentId>(async db =>
        Administration.RefusalOf(actor) is { } unfit ? db.Refused(actor, time.GetUtcNow(), "department.change", "departments", unfit) : await change(db), ct);
}
