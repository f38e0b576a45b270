using Portal.Data;
using Portal.Findings;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Findings;

/// <summary>Walks findings and exceptions through their use cases.</summary>
internal static class Tracking
{
    public static readonly DateOnly Due = DateOnly.FromDateTime(House.Noon.UtcDateTime).AddDays(20);

    public static Task<Result<string>> Raise(this House house, Actor actor, Actor owner, string? system = null, FindingSeverity severity = FindingSeverity.Moderate, string title = "The fall-back was never drilled", DateOnly? due = null, FindingSource source = FindingSource.Review) =>
        house.Get<RaiseFinding>().Run(actor, new(system, source, severity, title, "Drill it, and write down how long it took.", owner.Id(), due ?? Due), default);

    public static Task<Result<FindingId>> Claim(this House house, Actor actor, string code) => house.Get<ClaimFinding>().Run(actor, new(code, "Drilled on Sunday: 11 minutes."), default);

    public static Task<Result<FindingId>> Close(this House house, Actor actor, string code) => house.Get<CloseFinding>().Run(actor, new(code, "Read the protocol."), default);

    public static Task<Result<FindingId>> Return(this House house, Actor actor, string code) => house.Get<ReturnFinding>().Run(actor, new(code, "The protocol lacks the times."), default);

    public static Task<Result<FindingId>> Reopen(this House house, Actor actor, string code, DateOnly? due = null) => house.Get<ReopenFinding>().Run(actor, new(code, due ?? Due, "It came back."), default);

    public static Task<Result<FindingId>> Move(this House house, Actor actor, string code, Actor to, DateOnly? due = null) => house.Get<MoveFinding>().Run(actor, new(code, to.Id(), due ?? Due, "Knows the system better."), default);

    public static async Task<FindingView> Finding(this House house, string code, AsOf asOf = default) =>
        await house.Get<FindingQueries>().One(code, asOf, default) ?? throw new InvalidOperationException($"{code} does not exist.");

    /// <summary>Who got a mail of this kind, by name.</summary>
    public static async Task<IReadOnlyList<string>> Told(this House house, string type)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return [.. db.Deliveries.Where(delivery => delivery.Type == type).Select(delivery => delivery.Target).AsEnumerable().Select(target => target.Split('@')[0]).Order()];
    }

    public static async Task<T> Write<T>(this House house, Func<PortalDb, Task<Result<T>>> decide) => (await house.Dbs.WriteAsync(decide, default)).Value;
}
