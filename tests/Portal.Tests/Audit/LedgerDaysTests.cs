using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class LedgerDaysTests
{
    private static readonly DateOnly Monday = new(2026, 11, 2);

    [Theory, OnBothDatabases]
    public async Task A_day_is_the_last_checkpoint_up_to_its_end_and_the_state_at_its_last_entry(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(3);
        _ = (await house.Sign()).Value;
        house.Time.Advance(TimeSpan.FromHours(2));
        await house.Append(2);
        var last = house.Time.GetUtcNow();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        _ = (await house.Sign()).Value;
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.Append(1);
        house.Time.Advance(TimeSpan.FromDays(2));
        _ = (await house.Sign()).Value;
        var days = house.Get<LedgerDays>();

        var monday = (await days.Of("asOf", Monday, default)).Value;
        var tuesday = (await days.Of("asOf", Monday.AddDays(1), default)).Value;
        var today = (await days.Of("asOf", null, default)).Value;

        Assert.Equal((5, last.AddMicroseconds(1), Monday), (monday.Checkpoint.Size, monday.AsOf.Over, monday.AsOf.Day));
        Assert.Equal((monday.AsOf, monday.Checkpoint.Note), (tuesday.AsOf, tuesday.Checkpoint.Note));
        Assert.Equal((6, Monday.AddDays(2), Monday), (today.Checkpoint.Size, today.Asked, today.AsOf.Day));
    }

    [Theory, OnBothDatabases]
    public async Task A_day_that_nothing_vouches_for_is_refused_by_name(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var days = house.Get<LedgerDays>();
        Assert.Contains("not signed yet", FaultOf(await days.Of("day", null, default)), StringComparison.Ordinal);

        await house.Append(1);
        _ = (await house.Sign()).Value;

        Assert.Contains("day: The ledger was first signed on 2026-11-02", FaultOf(await days.Of("day", Monday.AddDays(-1), default)), StringComparison.Ordinal);
        Assert.Contains("day: 2026-11-03 is still to come", FaultOf(await days.Of("day", Monday.AddDays(1), default)), StringComparison.Ordinal);
        Assert.Contains("day:", FaultOf(await days.Of("day", DateOnly.MinValue, default)), StringComparison.Ordinal);
        Assert.Contains("day:", FaultOf(await days.Of("day", DateOnly.MaxValue, default)), StringComparison.Ordinal);
    }

    private static string FaultOf(Result<PinnedDay> result) => Assert.IsType<Invalid>(result.Refusal).Message;
}
