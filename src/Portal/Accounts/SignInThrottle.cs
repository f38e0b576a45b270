using System.Collections.Concurrent;

namespace Portal.Accounts;

/// <summary>
/// Slows down whoever fails often from one address: past fifty failures in a minute each attempt waits, longer and longer. Nobody is
/// refused, since a whole company may come from one address. Counted per node: what matters is that guessing does not pay.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private const int FreeFailures = 50;
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Failures> _addresses = new();

    public Task Pause(string address, CancellationToken ct) =>
        PauseFor(address) is { Ticks: > 0 } pause ? Task.Delay(pause, time, ct) : Task.CompletedTask;

    public TimeSpan PauseFor(string address)
    {
        if (!_addresses.TryGetValue(address, out var failures) || failures.AreOld(time.GetUtcNow()))
            return TimeSpan.Zero;

        var pause = Step * Math.Max(0, failures.Count - FreeFailures + 1);
        return pause < Longest ? pause : Longest;
    }

    public void Failed(string address)
    {
        var now = time.GetUtcNow();
        _addresses.AddOrUpdate(address, new Failures(now, 1), (_, before) => before.AreOld(now) ? new(now, 1) : before with { Count = before.Count + 1 });
        if (_addresses.Count > MostAddresses)
            Forget(now);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, failures) in _addresses)
            if (failures.AreOld(now) || _addresses.Count > MostAddresses)
                _addresses.TryRemove(address, out _);
    }

    private sealed record Failures(DateTimeOffset Since, int Count)
    {
        public bool AreOld(DateTimeOffset now) => now - Since > Window;
    }
}
