using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class LedgerSealTests
{
    [Theory, OnBothDatabases]
    public async Task At_start_what_came_since_the_last_checkpoint_is_verified_then_the_whole(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var seal = house.Get<LedgerSeal>();
        Assert.Null(seal.Last);

        var tail = await seal.VerifyTail(default);
        Assert.Equal((7, false, true), (tail.Verdict.Checked, tail.IsWhole, tail.Verdict.Holds));

        await house.Get<VerificationWorker>().Start(default);
        Assert.Equal((307, true, true), (seal.Last?.Verdict.Checked, seal.Last?.IsWhole, seal.Last?.Verdict.Holds));
        Assert.Null(seal.Fault);
    }

    [Theory]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Reason\" = 'Another' WHERE \"Index\" = 303", "Entry 303: the column Reason differs from the bytes.")]
    [InlineData("DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 304", "Entry 304 is missing.")]
    [InlineData("DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 306", "Entry 306 is missing at the end.")]
    [InlineData("UPDATE \"LedgerTiles\" SET \"Root\" = \"Hashes\"", "Tile 0 of level 0 holds no hashes: verify the ledger.")]
    [InlineData("UPDATE \"LedgerTiles\" SET \"Root\" = substr(\"Hashes\", 1, 32)", "The first 300 entries are not those that the checkpoint over them was signed for.")]
    [InlineData("UPDATE \"LedgerCheckpoints\" SET \"Note\" = REPLACE(\"Note\", 'localhost', 'elsewhere')", "The checkpoint over 300 entries is not signed by the portal's key.")]
    [InlineData("UPDATE \"LedgerHead\" SET \"Size\" = 299", "A checkpoint was signed over 300 entries, but the ledger has 299.")]
    public async Task What_was_tampered_with_near_the_head_is_named_at_start(string sql, string named)
    {
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            await using var house = await Written(provider);
            await house.Tamper(sql);

            var tail = await house.Get<LedgerSeal>().VerifyTail(default);

            Assert.Contains(named, tail.Verdict.Breaks);
        }
    }

    [Theory, OnBothDatabases]
    public async Task What_was_tampered_with_long_ago_is_named_by_the_whole_and_raises_the_alarm(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        _ = await house.Person("Admin", Role.Administrator);
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Reason\" = 'Another' WHERE \"Index\" = 3");

        await house.Get<VerificationWorker>().Start(default);
        await house.Get<CheckpointWorker>().Turn(default);

        Assert.Equal("The ledger does not verify: Entry 3: the column Reason differs from the bytes.", house.Get<CheckpointWorker>().Alarm);
    }

    [Theory, OnBothDatabases]
    public async Task Who_asks_while_a_verification_runs_gets_what_that_one_finds(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var seal = house.Get<LedgerSeal>();

        // The first may be done before the second asks: then both ask again.
        SealState[] answers;
        var tries = 20;
        do
            answers = await Task.WhenAll(seal.VerifyWhole(default), seal.VerifyWhole(default));
        while (!ReferenceEquals(answers[0], answers[1]) && tries-- > 0);

        Assert.Same(answers[0], answers[1]);
        Assert.Null(seal.Progress);
    }

    private static async Task<House> Written(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        await house.Append(300);
        _ = (await house.Sign()).Value;
        await house.Append(7);
        return house;
    }
}
