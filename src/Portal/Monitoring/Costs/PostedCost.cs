using Portal.Shared;

namespace Portal.Monitoring.Costs;

/// <summary>What a system cost beside its calls: a licence, a server, people's time.</summary>
public sealed class PostedCost
{
    private PostedCost() { }

    public Guid Id { get; private init; }

    public SystemId System { get; private init; }

    public DateOnly Day { get; private init; }

    public string What { get; private init; } = "";

    /// <summary>In millionths of the organisation's currency.</summary>
    public long Micros { get; private init; }

    public PersonId? By { get; private init; }

    public DateTimeOffset At { get; private init; }

    internal static PostedCost Of(SystemId system, DateOnly day, string what, long micros, PersonId? by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), System = system, Day = day, What = what, Micros = micros, By = by, At = now };
}
