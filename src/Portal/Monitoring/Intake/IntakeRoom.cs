using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>
/// How much may wait to be counted, in posts and in bytes of memory. What does not fit is refused before it is stored and its sender told
/// when to come again, so nothing that was accepted is ever dropped.
/// </summary>
internal sealed class IntakeRoom(int mostPosts, long mostBytes)
{
    public const long MostBytes = 256 * 1024 * 1024;

    private readonly Lock _lock = new();
    private int _posts;
    private long _bytes;

    public static Busy Busy { get; } = new("Too many posts wait to be counted. No row was taken; send it again.", TimeSpan.FromSeconds(1));

    public bool IsFull
    {
        get
        {
            lock (_lock)
                return _posts >= mostPosts || _bytes >= mostBytes;
        }
    }

    public int Posts
    {
        get
        {
            lock (_lock)
                return _posts;
        }
    }

    /// <summary>One alone always fits.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_lock)
        {
            if (_posts >= mostPosts || (_posts > 0 && _bytes + bytes > mostBytes))
                return false;

            Set(_posts + 1, _bytes + bytes);
            return true;
        }
    }

    /// <summary>What waits already, since before the start.</summary>
    public void Enter(long bytes)
    {
        lock (_lock)
            Set(_posts + 1, _bytes + bytes);
    }

    public void Leave(long bytes)
    {
        lock (_lock)
            Set(_posts - 1, _bytes - bytes);
    }

    private void Set(int posts, long bytes)
    {
        (_posts, _bytes) = (posts, bytes);
        Instruments.PostsWait(posts);
    }
}
