using System.Text;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>What somebody with the database's password could do, done with its own language.</summary>
public sealed class VerifyLedgerTests
{
    private const int Entries = 6;

    [Theory, OnBothDatabases]
    public async Task A_ledger_that_nobody_touched_verifies(DatabaseProvider provider)
    {
        await using var house = await Written(provider);

        var verdict = await house.Verify();

        Assert.Equal((Entries, true), (verdict.Checked, verdict.Holds));
    }

    [Theory, OnBothDatabases]
    public async Task An_empty_ledger_verifies(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);

        var verdict = await house.Verify();

        Assert.Equal((0, true), (verdict.Checked, verdict.Holds));
    }

    [Theory, OnBothDatabases]
    public async Task Progress_is_told_up_to_the_last_entry(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var told = new List<long>();

        _ = await house.Get<VerifyLedger>().Run(told.Add, default);

        Assert.Equal(Entries, told[^1]);
    }

    [Theory]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Action\" = 'act.other' WHERE \"Index\" = 2", "Entry 2: the column Action differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Subject\" = 'AIS-0009' WHERE \"Index\" = 0", "Entry 0: the column Subject differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Reason\" = 'Another' WHERE \"Index\" = 3", "Entry 3: the column Reason differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Reason\" = NULL WHERE \"Index\" = 3", "Entry 3: the column Reason differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Person\" = NULL WHERE \"Index\" = 3", "Entry 3: the column Person differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Through\" = 'Token' WHERE \"Index\" = 5", "Entry 5: the column Through differs from the bytes.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Through\" = 'Telepathy' WHERE \"Index\" = 5", "Entry 5: the column Through holds what cannot be read.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Digest\" = 'sha256:nothing' WHERE \"Index\" = 1", "Entry 1: the column Digest holds what cannot be read.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Digest\" = (SELECT \"Digest\" FROM \"LedgerEntries\" WHERE \"Index\" = 2) WHERE \"Index\" = 1", "Entry 1: its bytes do not give its digest.")]
    [InlineData("UPDATE \"LedgerEntries\" SET \"Bytes\" = (SELECT \"Bytes\" FROM \"LedgerEntries\" WHERE \"Index\" = 2) WHERE \"Index\" = 1", "Entry 1: its bytes do not give its digest.")]
    [InlineData("DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 2", "Entry 2 is missing.")]
    [InlineData("DELETE FROM \"LedgerEntries\" WHERE \"Index\" IN (1, 2, 3)", "Entries 1 to 3 are missing.")]
    [InlineData("DELETE FROM \"LedgerEntries\" WHERE \"Index\" >= 4", "Entries 4 to 5 are missing at the end.")]
    [InlineData("DELETE FROM \"LedgerEntries\"", "Entries 0 to 5 are missing at the end.")]
    [InlineData("UPDATE \"LedgerHead\" SET \"Size\" = 7", "Entry 6 is missing at the end.")]
    [InlineData("UPDATE \"LedgerHead\" SET \"Size\" = 5", "The head counts 5 entries, but the last one has the index 5.")]
    [InlineData("DELETE FROM \"LedgerHead\"", "The head, which counts the entries, is missing.")]
    [InlineData("UPDATE \"LedgerHead\" SET \"Size\" = 9223372036854775807", "Entries 6 to 9223372036854775806 are missing at the end.")]
    public async Task What_was_tampered_with_is_named(string sql, string named)
    {
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            await using var house = await Written(provider);
            await house.Tamper(sql);

            var verdict = await house.Verify();

            Assert.Equal([named], verdict.Breaks);
        }
    }

    [Theory, OnBothDatabases]
    public async Task An_entry_moved_to_another_place_is_named_there_and_missed_where_it_was(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Index\" = 9223372036854775807 WHERE \"Index\" = 5");

        var verdict = await house.Verify();

        Assert.Equal(
            [
                "Entries 5 to 9223372036854775806 are missing.",
                "Entry 9223372036854775807: the column Index differs from the bytes.",
                "The head counts 6 entries, but the last one has the index 9223372036854775807.",
            ],
            verdict.Breaks);
    }

    [Theory, OnBothDatabases]
    public async Task An_entry_before_the_first_is_named(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Index\" = -1 WHERE \"Index\" = 5");

        var verdict = await house.Verify();

        Assert.Equal(["1 entry stands before the first.", "Entry 5 is missing at the end."], verdict.Breaks);
    }

    /// <summary>The digest fits, since whoever writes the bytes can compute it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("\0\u0001")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"index":1}""")]
    [InlineData("""{"action":"act.done","index":"1","subject":"AIS-0001","through":"Session","time":"2026-11-02T12:00:00.000Z"}""")]
    [InlineData("""{"action":{},"index":1,"subject":"AIS-0001","through":"Session","time":"2026-11-02T12:00:00.000Z"}""")]
    [InlineData("""{"index":1,"index":1}""")]
    [InlineData("""{ "index": 1 }""")]
    public async Task Bytes_that_are_no_entry_are_named_whatever_they_are(string content)
    {
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            await using var house = await Written(provider);
            var bytes = Encoding.UTF8.GetBytes(content);
            await house.TamperWith($"UPDATE \"LedgerEntries\" SET \"Bytes\" = {bytes}, \"Digest\" = {EntryDraft.DigestOf(bytes).Text} WHERE \"Index\" = 1");

            var verdict = await house.Verify();

            Assert.Equal(["Entry 1: its bytes are not an entry in canonical JSON."], verdict.Breaks);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Every_break_is_named_not_the_first_alone(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Action\" = 'x', \"Subject\" = 'y' WHERE \"Index\" = 0");
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Digest\" = '', \"Through\" = '' WHERE \"Index\" = 2");
        await house.Tamper("DELETE FROM \"LedgerEntries\" WHERE \"Index\" = 4");

        var verdict = await house.Verify();

        Assert.Equal(
            [
                "Entry 0: the column Action differs from the bytes.", "Entry 0: the column Subject differs from the bytes.",
                "Entry 2: the column Through holds what cannot be read.", "Entry 2: the column Digest holds what cannot be read.",
                "Entry 4 is missing.",
            ],
            verdict.Breaks);
    }

    [Theory, OnBothDatabases]
    public async Task Writers_go_on_while_the_ledger_is_verified(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var owner = await house.Person("Writer", Role.SystemOwner);

        // The writer comes in the middle of the run: after the first batch, before the head is read again.
        var written = false;
        var verdict = await house.Get<VerifyLedger>().Run(_ => WriteOnce(), default);

        void WriteOnce()
        {
            if (!written)
                house.Append(2, owner).GetAwaiter().GetResult();
            written = true;
        }

        Assert.True(verdict.Holds, string.Join(" ", verdict.Breaks));
    }

    [Theory, OnBothDatabases]
    public async Task A_writer_who_never_pauses_does_not_keep_the_run_from_ending(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var owner = await house.Person("Writer", Role.SystemOwner);

        var verdict = await house.Get<VerifyLedger>().Run(_ => house.Append(2, owner).GetAwaiter().GetResult(), default);

        Assert.Equal((Entries, true), (verdict.Checked, verdict.Holds));
    }

    [Theory, OnBothDatabases]
    public async Task What_stands_beyond_the_head_is_named_while_a_writer_goes_on(DatabaseProvider provider)
    {
        await using var house = await Written(provider);
        var owner = await house.Person("Writer", Role.SystemOwner);
        await house.Tamper("UPDATE \"LedgerEntries\" SET \"Index\" = 20 WHERE \"Index\" = 5");
        await house.Tamper("UPDATE \"LedgerHead\" SET \"Size\" = 5");
        var written = 0;

        var verdict = await house.Get<VerifyLedger>().Run(_ => WriteTwice(), default);

        void WriteTwice()
        {
            if (written++ == 0)
                house.Append(2, owner).GetAwaiter().GetResult();
        }

        Assert.Equal(
            [
                "Entries 7 to 19 are missing.",
                "Entry 20: the column Index differs from the bytes.",
                "The head counts 7 entries, but the last one has the index 20.",
            ],
            verdict.Breaks);
    }

    private static async Task<House> Written(DatabaseProvider provider)
    {
        var house = await House.On(provider);
        await house.Append(Entries, await house.Person("Owner", Role.SystemOwner));
        return house;
    }
}
