using System.Collections.Concurrent;
using System.Threading.Channels;
using Portal.Audit;
using Portal.Shared;

namespace Portal.Reports.Documents;

public enum ReportStep { Waiting = 1, Reading, Drawing, Printing, Done, Failed }

/// <summary>A document on its way.</summary>
/// <param name="Id">Of the job.</param>
/// <param name="For">Who asked for it, with the rights of then.</param>
/// <param name="Form">Which document.</param>
/// <param name="System">Of which system; null where it is of all.</param>
/// <param name="Subject">That system with its name.</param>
/// <param name="Day">Of which day, as the ledger vouches for it.</param>
/// <param name="AskedAt">When.</param>
public sealed record ReportJob(Guid Id, Actor For, ReportForm Form, string? System, string Subject, PinnedDay Day, DateTimeOffset AskedAt)
{
    public ReportStep Step { get; init; } = ReportStep.Waiting;

    /// <summary>There as soon as it is drawn, before it is printed.</summary>
    public long? Made { get; init; }

    /// <summary>Why it failed, or why there is no PDF of it.</summary>
    public string? Fault { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsUnderWay => Step is not (ReportStep.Done or ReportStep.Failed);
}

/// <summary>What a live feed says when a document of somebody has come further.</summary>
public readonly record struct ReportJobMoved(PersonId Of);

/// <summary>The documents that are being made, in memory: who leaves the page finds theirs again, and after a restart asks once more.</summary>
public sealed class ReportJobs(LiveFeed<ReportJobMoved> feed, TimeProvider time)
{
    private const int Most = 20;
    private const int MostOfOne = 4;

    /// <summary>How long one that has ended is still told of.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(10);

    // Nobody is kept waiting at the door: what does not fit is refused, and the person told.
    private readonly Channel<Guid> _waiting = Channel.CreateBounded<Guid>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<Guid, ReportJob> _jobs = new();

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ReportJob> Of(PersonId person) => [.. _jobs.Values.Where(job => job.For.Is(person)).OrderByDescending(job => job.AskedAt)];

    internal Result<ReportJob> Begin(ReportJob job)
    {
        var now = time.GetUtcNow();
        foreach (var old in _jobs.Values.Where(old => old.EndedAt < now - Told))
            _jobs.TryRemove(old.Id, out _);
        if (_jobs.Values.Count(other => other.IsUnderWay && other.For.Is(job.For.Person)) >= MostOfOne)
            return new NotAllowed($"{MostOfOne} documents of yours are being made: wait for one of them.");

        _jobs[job.Id] = job;
        if (!_waiting.Writer.TryWrite(job.Id))
        {
            _jobs.TryRemove(job.Id, out _);
            return new NotAllowed($"{Most} documents wait to be made: try again in a minute.");
        }

        Tell(job);
        return job;
    }

    internal async IAsyncEnumerable<ReportJob> Next([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var id in _waiting.Reader.ReadAllAsync(ct))
            if (_jobs.TryGetValue(id, out var job))
                yield return job;
    }

    internal ReportJob Move(ReportJob job)
    {
        var moved = job.IsUnderWay ? job : job with { EndedAt = time.GetUtcNow() };
        _jobs[job.Id] = moved;
        Tell(moved);
        return moved;
    }

    private void Tell(ReportJob job)
    {
        if (job.For.Person is { } person)
            feed.Publish(new ReportJobMoved(person));
    }
}
