using Portal.Web.Ui;

namespace Portal.Web.Tests.Ui;

public sealed class ToastsTests
{
    [Fact]
    public void Good_news_leaves_by_itself_and_bad_news_waits()
    {
        var time = new TimersByHand();
        using var toasts = new Toasts(time);
        toasts.Show(StatusKind.Pass, "Saved");
        toasts.Show(StatusKind.Fail, "Not saved");

        time.FireAll();

        Assert.Equal("Not saved", Assert.Single(toasts.Shown).Text);
    }

    [Fact]
    public void A_flood_shows_the_newest_four()
    {
        using var toasts = new Toasts(TimeProvider.System);

        for (var number = 1; number <= 6; number++) toasts.Show(StatusKind.Fail, $"{number}");

        Assert.Equal(["3", "4", "5", "6"], toasts.Shown.Select(toast => toast.Text));
    }

    private sealed class TimersByHand : TimeProvider
    {
        private readonly List<Action> _due = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _due.Add(() => callback(state));
            return new Idle();
        }

        public void FireAll() => _due.ForEach(fire => fire());

        private sealed class Idle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
