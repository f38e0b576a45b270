using Portal.Web.Monitoring;

namespace Portal.Web.Tests.Monitoring;

public sealed class ViewAddressTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_chosen_stands_in_the_address_and_is_read_back()
    {
        var address = ViewAddress.Of("AIS-0001", "v 1", "custom", "2026-11-01T00:00", "2026-11-02T00:00", "income", "before");

        Assert.Equal("monitoring/AIS-0001?version=v%201&range=custom&from=2026-11-01T00%3A00&to=2026-11-02T00%3A00&feature=income&with=before", address.ToString());
        Assert.Equal(Now.AddHours(-36), address.At(Now).From);
        Assert.False(address.At(Now).IsLive);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2y", null, null)]
    [InlineData("custom", "yesterday", "2026-11-02T00:00")]
    [InlineData("custom", "2026-11-01T00:00", null)]
    public void What_cannot_be_read_is_the_last_hour(string? range, string? from, string? to)
    {
        var address = ViewAddress.Of("AIS-0001", null, range, from, to, null, null);

        Assert.Equal("monitoring/AIS-0001", address.ToString());
        Assert.Equal((TimeSpan.FromHours(1), true), (address.At(Now).Length, address.At(Now).IsLive));
    }

    [Fact]
    public void Of_a_past_day_it_ends_with_the_day_and_is_not_live()
    {
        var over = Now.AddDays(-3);
        var last = ViewAddress.Of("AIS-0001", null, "24h", null, null, null, null).Until(over, Now);
        var cut = ViewAddress.Of("AIS-0001", null, "custom", "2026-10-29T00:00", "2026-11-02T00:00", null, null).Until(over, Now);
        var later = ViewAddress.Of("AIS-0001", null, "custom", "2026-11-01T00:00", "2026-11-02T00:00", null, null).Until(over, Now);

        Assert.Equal((over, TimeSpan.FromHours(24), false), (last.To, last.Length, last.IsLive));
        Assert.Equal(over, cut.To);
        Assert.Equal((over, TimeSpan.FromHours(1)), (later.To, later.Length));
    }

    [Theory]
    [InlineData(-1, -2, "The range ends before it begins.")]
    [InlineData(1, 2, "The range has not begun yet.")]
    [InlineData(-500 * 24, -1, "A range has 400 days at most.")]
    [InlineData(-2, -1, null)]
    public void A_range_that_cannot_be_drawn_is_refused_with_why(int from, int to, string? why) =>
        Assert.Equal(why, ViewAddress.Fault(Now.AddHours(from), Now.AddHours(to), Now));
}
