using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Portal.Shared;

/// <summary>
/// Tells open pages which things changed: keys, not truth; a page reads again what it shows.
/// A watcher that is slow gets fewer, larger sets, never a growing queue.
/// </summary>
public sealed class LiveFeed<TKey> where TKey : notnull
{
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    public void Publish(TKey key)
    {
        foreach (var watcher in _watchers.Keys)
            watcher.Add(key);
    }

    /// <summary>
    /// Yields the keys that changed, at most once in <paramref name="every"/>. Watching begins with this call, not with the
    /// first step of the loop: a page that calls it, then reads, then loops, misses nothing in between.
    /// </summary>
    public IAsyncEnumerable<IReadOnlySet<TKey>> Watch(TimeSpan every, TimeProvider time, CancellationToken ct)
    {
        var watcher = new Watcher();
        _watchers.TryAdd(watcher, 0);
        ct.Register(() => _watchers.TryRemove(watcher, out _));
        return Changes(watcher, every, time, ct);
    }

    private async IAsyncEnumerable<IReadOnlySet<TKey>> Changes(
        Watcher watcher, TimeSpan every, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            while (await watcher.Bell.Reader.WaitToReadAsync(ct))
            {
                yield return watcher.Take();
                await Task.Delay(every, time, ct);
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    private sealed class Watcher
    {
        private readonly Lock _lock = new();
        private HashSet<TKey> _changed = [];

        // One place is enough: a second ring before the first was heard says nothing new, so it is dropped.
        public Channel<bool> Bell { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Add(TKey key)
        {
            lock (_lock)
                _changed.Add(key);
            Bell.Writer.TryWrite(true);
        }

        public IReadOnlySet<TKey> Take()
        {
            Bell.Reader.TryRead(out _);
            lock (_lock)
            {
                var taken = _changed;
                _changed = [];
                return taken;
            }
        }
    }
}
