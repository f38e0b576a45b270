using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>
/// Where posts are durable before they are acknowledged, and wait until they are counted: a log on disk where one process has the database
/// to itself (SQLite), rows of the database where several share it (PostgreSQL).
/// </summary>
internal interface IPostStore
{
    /// <summary>Why no post can be taken right now; asked before it is read.</summary>
    ValueTask<Busy?> Full(CancellationToken ct);

    /// <summary>Acknowledged, it is on disk, and counts once however often it is sent under its key.</summary>
    Task<Result<AcceptPredictions.Accepted>> Keep(NewPost post, CancellationToken ct);

    /// <summary>The oldest that wait, at least one of those there are.</summary>
    Task<IReadOnlyList<WaitingPost>> Waiting(int mostPosts, int mostRows, CancellationToken ct);

    /// <summary>Within the transaction that stores their counts. False when another node was first with one of them.</summary>
    Task<bool> Count(PortalDb db, IReadOnlyList<WaitingPost> posts, CancellationToken ct);

    /// <summary>After it.</summary>
    void Forget(IReadOnlyList<WaitingPost> posts);

    /// <summary>Once a day: leaves as little as can be of what is counted. Rows of posts that came from this time on are still asked for.</summary>
    DateTimeOffset Tidy();
}

/// <summary>A post that was read and found good.</summary>
/// <param name="Post">What is known of it, without its content.</param>
/// <param name="Rows">As they were read.</param>
/// <param name="Body">As it came.</param>
/// <param name="IsRepeatable">Whether its sender gave it a key, or it has one by what it is.</param>
internal sealed record NewPost(TelemetryBatch Post, TelemetryRows Rows, ReadOnlyMemory<byte> Body, bool IsRepeatable);
