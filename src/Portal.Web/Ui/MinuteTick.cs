namespace Portal.Web.Ui;

/// <summary>Tells the times on a page that half a minute has passed, so that "2 min ago" does not stand for an hour. One per circuit, at rest until somebody listens.</summary>
internal sealed class MinuteTick(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private Action? _listeners;
    private ITimer? _timer;

    public void Add(Action listener)
    {
        lock (_lock)
        {
            _listeners += listener;
            _timer ??= time.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        }
    }

    public void Remove(Action listener)
    {
        lock (_lock)
        {
            _listeners -= listener;
            if (_listeners is not null) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        Action? listeners;
        lock (_lock) listeners = _listeners;
        listeners?.Invoke();
    }
}
