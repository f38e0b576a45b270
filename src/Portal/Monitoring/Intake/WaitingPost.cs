using Portal.Monitoring.Rows;

namespace Portal.Monitoring.Intake;

/// <summary>A post that was acknowledged and is not counted yet, with its rows.</summary>
internal sealed record WaitingPost(TelemetryBatch Post, TelemetryRows Rows)
{
    /// <summary>Where it is on disk; null when it is a row of the database.</summary>
    public LoggedPost? Logged { get; init; }

    /// <summary>The post as it came, read again where it is durable.</summary>
    public ReadOnlyMemory<byte> Body() => Logged is { } logged ? PostLog.BodyOf(logged) : Post.Content;
}
