using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>
/// The keys of the last day and what came under them, in memory, as digests of 128 bits. A key is there from the moment that its post begins
/// to be written, so of two that come at once the second waits for the first.
/// </summary>
internal sealed class RecentKeys
{
    public const int Most = 500_000;

    private readonly ConcurrentDictionary<UInt128, RecentKey> _keys = [];
    private readonly ConcurrentQueue<(UInt128 Name, DateTimeOffset At)> _oldest = [];

    /// <summary>Whether what is not here did not come within the last day; else the database knows.</summary>
    public bool IsWhole { get; private set; } = true;

    public static UInt128 NameOf(SystemId system, string key) =>
        Short(SHA256.HashData([.. system.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(key)]));

    /// <summary>The one that is known under the name: this one, when there was none.</summary>
    public RecentKey GetOrAdd(UInt128 name, RecentKey mine)
    {
        var known = _keys.GetOrAdd(name, mine);
        if (known == mine)
        {
            _oldest.Enqueue((name, mine.At));
            ForgetBefore(mine.At - ForgetTelemetry.KeysKept);
        }

        return known;
    }

    /// <summary>It was not stored after all.</summary>
    public void Remove(UInt128 name, RecentKey mine) => _keys.TryRemove(new(name, mine));

    /// <summary>There are more than fit.</summary>
    public void MissSome() => IsWhole = false;

    private void ForgetBefore(DateTimeOffset day)
    {
        while (_oldest.TryPeek(out var oldest) && (oldest.At < day || _oldest.Count > Most) && _oldest.TryDequeue(out oldest))
        {
            if (oldest.At >= day)
                MissSome();
            _keys.TryRemove(oldest.Name, out _);
        }
    }

    internal static UInt128 Short(ReadOnlySpan<byte> digest) => new(BitConverter.ToUInt64(digest), BitConverter.ToUInt64(digest[8..]));
}

/// <summary>What came under a key.</summary>
internal sealed class RecentKey(Digest body, int rows, DateTimeOffset at)
{
    private readonly UInt128 _body = RecentKeys.Short(body.ToHash());
    private readonly TaskCompletionSource<bool> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Rows { get; } = rows;

    public DateTimeOffset At { get; } = at;

    /// <summary>Whether it is on disk, once that is settled.</summary>
    public Task<bool> Stored => _stored.Task;

    public bool IsOf(Digest body) => _body == RecentKeys.Short(body.ToHash());

    public void Settle(bool isStored) => _stored.TrySetResult(isStored);
}
