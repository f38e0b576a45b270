using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Shared;

namespace Portal.Policies;

public sealed record PolicyLine(PolicyId Id, int Number, string Title, string Reason, string? PublishedBy, string? ProposedBy, DateTimeOffset PublishedAt, bool Loosens, OpenRequests OpenRequests, Digest Digest);

/// <summary>One version with its text, what the version before said, and who had a hand in it.</summary>
public sealed record PolicyView(
    PolicyId Id, int Number, PolicyState State, string Yaml, Digest Digest, Result<Policy> Rules, int? BasedOn, string? Before, string Reason, string Remarks,
    IReadOnlyList<PersonLine> Editors, PersonLine? ProposedBy, DateTimeOffset? ProposedAt, PersonLine? PublishedBy, DateTimeOffset? PublishedAt, DateTimeOffset ChangedAt,
    OpenRequests OpenRequests, bool Loosens, bool IsSimulated, string Simulation, DateTimeOffset? SimulatedAt)
{
    public IReadOnlyList<PolicyChange> Changes { get; } = Before is null ? [] : PolicyChanges.Between(Before, Yaml);
}

/// <summary>Reads the policy in force, earlier ones and the draft of the next.</summary>
public sealed class PolicyQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>The rules that hold now.</summary>
    public async Task<Policy> InForce(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PolicyInForce(ct);
    }

    /// <summary>The version in force now, or at the end of a day; absent before there was one.</summary>
    public async Task<PolicyView?> InForce(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var published = db.Published();
        if (asOf.At is { } at)
            published = published.Where(policy => policy.PublishedAt <= at);
        return await View(db, await published.Include(policy => policy.Editors).OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(ct), ct);
    }

    public async Task<PolicyView?> One(int number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await View(db, await db.Published().Include(policy => policy.Editors).SingleOrDefaultAsync(policy => policy.Number == number, ct), ct);
    }

    /// <summary>The draft or proposal of the next policy, if there is one.</summary>
    public async Task<PolicyView?> Open(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await View(db, await db.Policies.AsNoTracking().Include(policy => policy.Editors)
            .FirstOrDefaultAsync(policy => policy.State == PolicyState.Draft || policy.State == PolicyState.Proposed, ct), ct);
    }

    /// <summary>Every version that was in force, the newest first.</summary>
    public async Task<IReadOnlyList<PolicyLine>> History(AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var published = db.Published();
        if (asOf.At is { } at)
            published = published.Where(policy => policy.PublishedAt <= at);
        var rows = await published.OrderByDescending(policy => policy.Number).ToListAsync(ct);
        var names = await people.ById(rows.SelectMany(row => new[] { row.PublishedBy, row.ProposedBy }).OfType<PersonId>(), ct);
        return
        [
            .. rows.Select(row => new PolicyLine(
                row.Id, row.Number ?? 0, row.Rules().Value.Title, row.Reason, NameOf(row.PublishedBy), NameOf(row.ProposedBy), row.PublishedAt ?? row.ChangedAt, row.Loosens, row.OpenRequests, row.Digest)),
        ];

        string? NameOf(PersonId? person) => person is { } id ? names.GetValueOrDefault(id)?.Name : null;
    }

    private async Task<PolicyView?> View(PortalDb db, PolicyVersion? row, CancellationToken ct)
    {
        if (row is null)
            return null;

        var names = await people.ById(row.Editors.Select(editor => editor.Person).Concat(new[] { row.ProposedBy, row.PublishedBy }.OfType<PersonId>()), ct);
        var before = row.BasedOn is { } number ? await db.Published().Where(policy => policy.Number == number).Select(policy => policy.Yaml).SingleOrDefaultAsync(ct) : null;
        return new PolicyView(
            row.Id, row.Number ?? (row.BasedOn ?? 0) + 1, row.State, row.Yaml, row.Digest, row.Rules(), row.BasedOn, before, row.Reason, row.Remarks,
            [.. row.Editors.OrderBy(editor => editor.Since).ThenBy(editor => names[editor.Person].Name, StringComparer.Ordinal).Select(editor => names[editor.Person])], Line(row.ProposedBy), row.ProposedAt, Line(row.PublishedBy), row.PublishedAt, row.ChangedAt,
            row.OpenRequests, row.Loosens, row.IsSimulated, row.Simulation, row.SimulatedAt);

        PersonLine? Line(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) : null;
    }
}
