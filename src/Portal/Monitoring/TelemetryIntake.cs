using Portal.Monitoring.Intake;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>A post as it came.</summary>
/// <param name="Kind">What its rows are about.</param>
/// <param name="System">The code, AIS-0001.</param>
/// <param name="Key">The sender's Idempotency-Key.</param>
/// <param name="Body">A JSON array of rows, or one row a line, unpacked.</param>
internal sealed record TelemetryPost(TelemetryKind Kind, string System, string? Key, ReadOnlyMemory<byte> Body)
{
    public RunName? Run { get; init; }
}

/// <summary>The one way in for rows of every kind: whole or not at all, read once, and durable when it says so.</summary>
public sealed class TelemetryIntake : IDisposable
{
    /// <summary>So many posts are read at once: what comes on top would only wait in memory, and its sender is told to wait instead.</summary>
    public const int MostAtOnce = 32;

    private readonly SemaphoreSlim _reading = new(MostAtOnce, MostAtOnce);
    private readonly IPostStore _posts;
    private readonly KnownSenders _senders;
    private readonly TelemetryBell _bell;
    private readonly Quarantine _quarantine;
    private readonly Calendar _calendar;
    private readonly TimeProvider _time;

    internal TelemetryIntake(IPostStore posts, KnownSenders senders, TelemetryBell bell, Quarantine quarantine, Calendar calendar, TimeProvider time) =>
        (_posts, _senders, _bell, _quarantine, _calendar, _time) = (posts, senders, bell, quarantine, calendar, time);

    public void Dispose() => _reading.Dispose();

    /// <summary>Why whoever may send has to wait, known before anything is read.</summary>
    public async ValueTask<Refusal?> Full(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry) || await _posts.Full(ct) is not { } full)
            return null;

        Instruments.CountBusy();
        return full;
    }

    internal async Task<Result<AcceptPredictions.Accepted>> Take(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        if (!actor.May(Permission.SendTelemetry))
            return new Forbidden("Sending telemetry needs the permission SendTelemetry.");
        if (post.Key is { Length: 0 or > AcceptPredictions.LongestKey })
            return new Invalid("Idempotency-Key", $"A key has 1 to {AcceptPredictions.LongestKey} characters.");
        if (post.Body.Length > AcceptPredictions.LargestBody)
            return new Invalid("body", $"A post has at most {AcceptPredictions.LargestBody / (1024 * 1024)} MB, unpacked. No row was taken.");

        if (post.Run?.Faults(_calendar.Today) is { Count: > 0 } faults)
            return new Invalid(faults);

        var result = await InTurn(actor, post, ct);
        if (result.Refusal is Busy)
            Instruments.CountBusy();
        return result;
    }

    private async Task<Result<AcceptPredictions.Accepted>> InTurn(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        if (!await _reading.WaitAsync(0, ct))
            return new Busy($"{MostAtOnce} posts are being read. No row was taken; send it again.", TimeSpan.FromSeconds(1));
        try
        {
            return await Read(actor, post, ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<Result<AcceptPredictions.Accepted>> Read(Actor actor, TelemetryPost post, CancellationToken ct)
    {
        if (await _posts.Full(ct) is { } full)
            return full;
        if (await _senders.SystemOf(post.System, ct) is not { } system)
            return await _quarantine.Keep(actor, post, ct);
        if (actor.RefusalOn(system, post.System) is { } unbound)
            return unbound;

        var now = _time.GetUtcNow();
        if (!TelemetryRows.Read(post.Kind, post.Body.Span, now, post.Run).Succeeded(out var rows, out var fault))
            return fault;
        if (!(await _senders.VersionsOf(system, post.System, rows.Names, ct)).Succeeded(out var versions, out var unknown))
            return unknown;

        var body = Digest.Of(post.Body.Span);
        var prices = post.Kind is TelemetryKind.Calls or TelemetryKind.Spans ? await _senders.LastPrice(ct) : 0;
        var made = TelemetryBatch.Of(system, post.Kind, post.Key ?? post.Run?.KeyOf(body), body, rows.Names.Count, versions, prices, [], now, post.Run);
        var result = await _posts.Keep(new NewPost(made, rows, post.Body, post.Key is not null || post.Run is not null), ct);
        if (result.Refusal is null)
        {
            Instruments.CountRows("acknowledged", made.Rows);
            _bell.Ring();
        }

        return result;
    }
}
