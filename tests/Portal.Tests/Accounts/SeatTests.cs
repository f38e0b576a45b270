using Portal.Accounts;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Accounts;

public sealed class SeatTests
{
    [Theory, OnBothDatabases]
    public async Task A_new_term_ends_the_one_before_and_both_stay_on_record(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (ada, ben) = (await town.BoardMember("Ada"), await town.BoardMember("Ben"));
        _ = (await town.Fill("Risk", ada)).Value;
        town.House.Time.Advance(TimeSpan.FromDays(30));

        _ = (await town.Fill("risk", ben, alternate: ada)).Value;

        var risk = (await town.House.Get<SeatQueries>().Board(default)).Single(seat => seat.Function == "Risk");
        Assert.Equal(("Ben", "Ada"), (risk.Now?.Holder.Name, risk.Now?.Alternate?.Name));
        Assert.Equal(("Ada", House.Noon.AddDays(30)), (risk.Before.Single().Holder.Name, risk.Before.Single().To));
    }

    [Theory, OnBothDatabases]
    public async Task A_term_begins_and_ends_on_its_days(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var ada = await town.BoardMember("Ada");
        _ = (await town.Fill("Legal", ada, from: House.Noon.AddDays(10), to: House.Noon.AddDays(20))).Value;

        Assert.Null(await town.Holder("Legal"));
        town.House.Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal("Ada", await town.Holder("Legal"));
        town.House.Time.Advance(TimeSpan.FromDays(10));
        Assert.Null(await town.Holder("Legal"));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_no_board_member_sits_nowhere(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var ada = await town.BoardMember("Ada");

        Assert.Equal("holder", FieldOf(await town.Fill("Risk", town.Somebody)));
        Assert.Equal("alternate", FieldOf(await town.Fill("Risk", ada, alternate: town.Somebody)));
        Assert.Equal("alternate", FieldOf(await town.Fill("Risk", ada, alternate: ada)));
    }

    [Theory, OnBothDatabases]
    public async Task One_person_holds_one_seat(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var ada = await town.BoardMember("Ada");
        _ = (await town.Fill("Risk", ada)).Value;

        Assert.Equal("holder", FieldOf(await town.Fill("Legal", ada)));
    }

    [Theory, OnBothDatabases]
    public async Task A_term_is_not_put_before_one_that_is_planned(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (ada, ben) = (await town.BoardMember("Ada"), await town.BoardMember("Ben"));
        _ = (await town.Fill("Risk", ada, from: House.Noon.AddDays(10))).Value;

        Assert.Equal("from", FieldOf(await town.Fill("Risk", ben)));
        Assert.Equal("to", FieldOf(await town.Fill("Legal", ben, to: House.Noon)));
    }

    [Theory, OnBothDatabases]
    public async Task Losing_the_role_vacates_the_seat(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var (ada, ben) = (await town.BoardMember("Ada"), await town.BoardMember("Ben"));
        _ = (await town.Fill("Risk", ada, alternate: ben)).Value;
        _ = (await town.Fill("Legal", ben)).Value;

        _ = (await town.TakeAway(town.First, (await town.GrantOf(ben, Role.BoardMember)).Id, "Left the board.")).Value;

        var board = await town.House.Get<SeatQueries>().Board(default);
        Assert.Null(board.Single(seat => seat.Function == "Legal").Now);
        Assert.Equal(("Ada", null), (board.Single(seat => seat.Function == "Risk").Now?.Holder.Name, board.Single(seat => seat.Function == "Risk").Now?.Alternate));
    }

    [Theory, OnBothDatabases]
    public async Task A_vacated_seat_is_empty_and_says_why(DatabaseProvider provider)
    {
        await using var town = await Town.On(provider);
        var ada = await town.BoardMember("Ada");
        var seat = (await town.Fill("Risk", ada)).Value;
        town.House.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<Invalid>((await town.House.Get<VacateSeat>().Run(town.First, new(seat, ""), default)).Refusal);
        _ = (await town.House.Get<VacateSeat>().Run(town.First, new(seat, "Long illness."), default)).Value;

        Assert.Null(await town.Holder("Risk"));
        Assert.Equal("Long illness.", (await town.House.Entries()).Single(entry => entry.Action == "seat.vacated").Reason);
    }

    private static string? FieldOf(Result<SeatId> result) => (result.Refusal as Invalid)?.Faults[0].Field;
}
