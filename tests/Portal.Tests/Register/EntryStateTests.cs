using Portal.Register;

namespace Portal.Tests.Register;

public sealed class EntryStateTests
{
    [Fact]
    public void An_entry_moves_along_this_table_and_no_other_way()
    {
        var table = string.Join("\n", Enum.GetValues<EntryState>().Select(from =>
            $"{from,-10} -> {string.Join(", ", Enum.GetValues<EntryState>().Where(to => SystemRevision.CanMove(from, to)))}".TrimEnd()));

        Assert.Equal(
            """
            Draft      -> Submitted, Published
            Submitted  -> Returned, Published
            Returned   -> Draft, Submitted, Published
            Published  -> Superseded
            Superseded ->
            """, table);
    }
}
