using Portal.Integrations;

namespace Portal.Tests.Integrations;

public sealed class DeliveryMovesTests
{
    [Fact]
    public void A_delivery_moves_along_this_table_and_no_other_way()
    {
        var table = string.Join("\n", Enum.GetValues<DeliveryState>().Select(from =>
            $"{from,-9} -> {string.Join(", ", Enum.GetValues<DeliveryState>().Where(to => DeliveryMoves.CanMove(from, to)))}".TrimEnd()));

        Assert.Equal(
            """
            Waiting   -> Delivered, Dead
            Delivered -> Waiting
            Dead      -> Waiting
            """, table);
    }
}
