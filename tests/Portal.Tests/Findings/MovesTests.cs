using Portal.Findings;

namespace Portal.Tests.Findings;

public sealed class MovesTests
{
    [Fact]
    public void A_finding_moves_along_this_table_and_no_other_way()
    {
        var table = string.Join("\n", Enum.GetValues<FindingState>().Select(from =>
            $"{from,-7} -> {string.Join(", ", Enum.GetValues<FindingState>().Where(to => FindingMoves.CanMove(from, to)))}".TrimEnd()));

        Assert.Equal(
            """
            Open    -> Claimed
            Claimed -> Open, Closed
            Closed  -> Open
            """, table);
    }

    [Fact]
    public void An_exception_moves_along_this_table_and_no_other_way()
    {
        var table = string.Join("\n", Enum.GetValues<ExceptionState>().Select(from =>
            $"{from,-9} -> {string.Join(", ", Enum.GetValues<ExceptionState>().Where(to => ExceptionMoves.CanMove(from, to)))}".TrimEnd()));

        Assert.Equal(
            """
            Requested -> Approved, Declined
            Approved  -> Ended
            Declined  ->
            Ended     ->
            """, table);
    }
}
