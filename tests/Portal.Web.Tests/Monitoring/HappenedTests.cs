using Portal.Monitoring.Views;
using Portal.Web.Monitoring;
using Portal.Web.Ui;

namespace Portal.Web.Tests.Monitoring;

public sealed class HappenedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Marks_that_would_write_over_each_other_are_one_with_the_first_and_the_last_number()
    {
        var marks = Happened.Marks([Of(1, 0), Of(2, 3, ViewMarkKind.SeriousAlert), Of(3, 20), Of(4, 300)], Stretch.Last(TimeSpan.FromHours(24), Noon.AddHours(24)));

        Assert.Equal(["1–3", "4"], marks.Select(mark => mark.Label));
        Assert.Equal([ChartLevel.Fail, ChartLevel.Info], marks.Select(mark => mark.Level));
    }

    [Fact]
    public void Of_a_short_stretch_the_same_marks_stand_alone() =>
        Assert.Equal(["1", "2"], Happened.Marks([Of(1, 0), Of(2, 3)], Stretch.Last(TimeSpan.FromHours(1), Noon)).Select(mark => mark.Label));

    private static Happened Of(int number, int minute, ViewMarkKind kind = ViewMarkKind.Deployment) => new(number, new ViewMark(Noon.AddMinutes(minute), kind, "", null));
}
