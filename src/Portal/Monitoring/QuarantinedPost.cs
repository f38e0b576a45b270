using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>A post about a system that the register does not have, as it came; kept until somebody claims or dismisses it.</summary>
public sealed class QuarantinedPost
{
    private QuarantinedPost() { }

    public Guid Id { get; private init; }

    /// <summary>The system as the sender names it.</summary>
    public string Name { get; private init; } = "";

    public TelemetryKind Kind { get; private init; }

    public string Key { get; private init; } = "";

    public Digest Body { get; private init; } = Digest.Of([]);

    public int Rows { get; private init; }

    public string? Run { get; private init; }

    public DateOnly? RunDay { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    public byte[] Content { get; private init; } = [];

    internal static QuarantinedPost Of(TelemetryPost post, Digest body, int rows, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            Name = post.System,
            Kind = post.Kind,
            Key = post.Key ?? post.Run?.KeyOf(body) ?? $"made:{id}",
            Body = body,
            Rows = rows,
            Run = post.Run?.Name,
            RunDay = post.Run?.AsOf,
            ReceivedAt = now,
            Content = post.Body.ToArray(),
        };
    }

    internal RunName? RunName => Run is { } name && RunDay is { } day ? new RunName(name, day) : null;
}
