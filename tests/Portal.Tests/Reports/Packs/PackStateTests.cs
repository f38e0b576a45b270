using Portal.Reports.Packs;

namespace Portal.Tests.Reports.Packs;

public sealed class PackStateTests
{
    [Fact]
    public void A_pack_moves_along_its_table_and_no_other_way()
    {
        var moves = from one in Enum.GetValues<PackState>() from other in Enum.GetValues<PackState>() where PackMoves.CanMove(one, other) select $"{one} -> {other}";

        Assert.Equal(["Queued -> Making", "Queued -> Cancelled", "Making -> Ready", "Making -> Failed", "Making -> Cancelled"], moves);
    }

    [Theory]
    [InlineData("estate", "estate")]
    [InlineData(" estate ", "estate")]
    [InlineData("system:AIS-0003", "system:AIS-0003")]
    [InlineData("department: Retail lending ", "department:Retail lending")]
    [InlineData("Estate", null)]
    [InlineData("system:AIS-3", null)]
    [InlineData("system:AIS-0003/v1", null)]
    [InlineData("department:", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_scope_is_read_strictly(string? text, string? scope) => Assert.Equal(scope, PackScope.Read("scope", text) is { Refusal: null, Value: var read } ? read.Text : null);
}
