using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Policies;

/// <summary>The rules, read within the transaction of who decides by them.</summary>
public static class PolicyBook
{
    /// <summary>Reading a text takes milliseconds and every decision asks for the rules: what was published never changes, so each text is read once.</summary>
    private static readonly ConcurrentDictionary<(int Number, string Yaml), Policy> Texts = new();

    /// <summary>The policy in force. A portal that was set up has one.</summary>
    public static async Task<Policy> PolicyInForce(this PortalDb db, CancellationToken ct) =>
        Read(await db.Published().OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(ct));

    /// <summary>The policy that was in force then; absent before the first was adopted.</summary>
    public static async Task<Policy?> PolicyAt(this PortalDb db, DateTimeOffset at, CancellationToken ct) =>
        await db.Published().Where(policy => policy.PublishedAt <= at).OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(ct) is { } found ? Read(found) : null;

    /// <summary>A policy that was published once, however long ago.</summary>
    public static async Task<Policy> PolicyOf(this PortalDb db, int number, CancellationToken ct) =>
        Read(await db.Published().SingleOrDefaultAsync(policy => policy.Number == number, ct));

    /// <summary>The newest policy that asked for requests under this one to be gated again; null when none did.</summary>
    public static async Task<NewerPolicy?> NewerThatGatesAgain(this PortalDb db, int number, CancellationToken ct) =>
        await db.Published().Where(policy => policy.Number > number && policy.OpenRequests == OpenRequests.GateAgain).OrderByDescending(policy => policy.Number)
            .Select(policy => new NewerPolicy(policy.Number ?? 0, policy.PublishedBy)).FirstOrDefaultAsync(ct);

    internal static IQueryable<PolicyVersion> Published(this PortalDb db) => db.Policies.AsNoTracking().Where(policy => policy.State == PolicyState.Published);

    private static Policy Read(PolicyVersion? found)
    {
        var published = found ?? throw new InvalidOperationException("The portal has no such policy: policy 1 is adopted when it is set up.");
        return Texts.GetOrAdd((published.Number ?? 0, published.Yaml), static (_, policy) => policy.Rules().Value, published);
    }
}

/// <summary>A policy that took the place of another, and who published it.</summary>
public sealed record NewerPolicy(int Number, PersonId? PublishedBy);
