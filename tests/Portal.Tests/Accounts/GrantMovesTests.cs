using Portal.Accounts;

namespace Portal.Tests.Accounts;

public sealed class GrantMovesTests
{
    [Fact]
    public void A_grant_moves_only_along_its_table()
    {
        var moves = from one in Enum.GetValues<GrantState>()
                    from other in Enum.GetValues<GrantState>()
                    where GrantMoves.CanMove(one, other)
                    select $"{one} -> {other}";

        Assert.Equal(["Proposed -> Held", "Proposed -> Declined", "Held -> Ended"], moves);
    }
}
