using System.Collections.Immutable;

namespace Portal.Web.Ui;

/// <summary>Short words about what just happened, at the edge of the screen. Good news leaves by itself; bad news waits to be read.</summary>
public sealed class Toasts(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(6);
    private const int AtMost = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ITimer> _timers = [];
    private ImmutableList<Toast> _shown = [];
    private long _last;

    public sealed record Toast(long Id, StatusKind Kind, string Text);

    public event Action? Changed;

    public ImmutableList<Toast> Shown => Volatile.Read(ref _shown);

    public void Show(StatusKind kind, string text)
    {
        lock (_lock)
        {
            var toast = new Toast(++_last, kind, text);
            _shown = _shown.Add(toast);
            while (_shown.Count > AtMost) Remove(_shown[0].Id);
            if (kind is not (StatusKind.Warn or StatusKind.Fail))
                _timers[toast.Id] = time.CreateTimer(_ => Dismiss(toast.Id), null, Stay, Timeout.InfiniteTimeSpan);
        }
        Changed?.Invoke();
    }

    public void Dismiss(long id)
    {
        lock (_lock) Remove(id);
        Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var timer in _timers.Values) timer.Dispose();
            _timers.Clear();
        }
    }

    private void Remove(long id)
    {
        _shown = _shown.RemoveAll(toast => toast.Id == id);
        if (_timers.Remove(id, out var timer)) timer.Dispose();
    }
}
