using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Exports;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

public sealed class LedgerKeyTests
{
    [Theory, OnBothDatabases]
    public async Task After_three_rotations_the_ledger_verifies_from_its_first_checkpoint(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        HashSet<string> keys = [];
        for (var rotation = 0; rotation < 3; rotation++)
        {
            await house.Append(5);
            _ = (await house.Sign()).Value;
            keys.Add(house.Get<LedgerKeys>().PublicPem);
            _ = (await house.Get<RotateLedgerKey>().Run(admin, "It is a year old.", default)).Value;
        }

        keys.Add(house.Get<LedgerKeys>().PublicPem);
        await house.Append(5);
        _ = (await house.Sign()).Value;

        Assert.Equal(4, keys.Count);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1], (await house.Checkpoints()).Select(checkpoint => checkpoint.Signatures.Count));
        var verdict = await house.Verify();
        Assert.Empty(verdict.Breaks);
        Assert.Equal(7, verdict.Checkpoints);
        var exported = await Export(house, new Kept(LedgerKey.TryRead(keys.First().TrimEnd()), []));
        Assert.Empty(exported.Faults);
        Assert.Equal((8L, 3), (exported.Checkpoints, exported.Changes.Count));
    }

    [Theory, OnBothDatabases]
    public async Task A_rotation_that_was_stopped_after_its_entry_ends_with_the_next_checkpoint(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        await house.Append(1);
        _ = (await house.Sign()).Value;
        var log = house.Get<CheckpointLog>();
        File.Move(log.Path, log.Path + ".away");
        Directory.CreateDirectory(log.Path);

        // The disk outside is gone at the worst moment: the checkpoint is signed by both, but not kept.
        await Assert.ThrowsAnyAsync<Exception>(() => house.Get<RotateLedgerKey>().Run(admin, "It is a year old.", default));
        Directory.Delete(log.Path);
        File.Move(log.Path + ".away", log.Path);
        var before = house.Get<LedgerKeys>().PublicPem;
        await house.Append(1);
        _ = (await house.Sign()).Value;

        Assert.NotEqual(before, house.Get<LedgerKeys>().PublicPem);
        Assert.Empty((await house.Verify()).Breaks);
        Assert.False(File.Exists(Path.Combine(house.Folder, "keys", "ledger.pem.next")));
    }

    [Theory, OnBothDatabases]
    public async Task A_rotation_that_the_old_key_did_not_sign_is_a_break(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var admin = await house.Person("Admin", Role.Administrator);
        await house.Append(1);
        _ = (await house.Sign()).Value;
        _ = (await house.Get<RotateLedgerKey>().Run(admin, "It is a year old.", default)).Value;
        var both = (await house.Checkpoints())[^1];
        var alone = both with { Signatures = [both.Signatures[1]] };

        await house.TamperWith($"UPDATE \"LedgerCheckpoints\" SET \"Note\" = {alone.Note} WHERE \"Size\" = {both.Checkpoint.Size}");

        Assert.Equal(["The checkpoint over 2 entries is not signed by the portal's key."], (await house.Verify()).Breaks);
    }

    [Theory, OnBothDatabases]
    public async Task Another_key_that_no_entry_tells_of_signs_nothing(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        await house.Append(1);
        _ = (await house.Sign()).Value;
        File.Delete(Path.Combine(house.Folder, "keys", "ledger.pem"));
        Assert.Contains("The key that signs checkpoints is missing, so their signatures cannot be checked.", (await house.Verify()).Breaks);
        await house.Append(1);

        await house.Get<CheckpointWorker>().Turn(default);

        Assert.StartsWith("The key in keys/ledger.pem is not the one that signed before", house.Get<CheckpointWorker>().Alarm, StringComparison.Ordinal);
        Assert.Single(await house.Checkpoints());
    }

    [Theory, OnBothDatabases]
    public async Task Only_an_administrator_in_a_page_rotates_and_says_why(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var rotate = house.Get<RotateLedgerKey>();

        Assert.IsType<Forbidden>((await rotate.Run(await house.Person("Auditor", Role.Auditor), "Why not.", default)).Refusal);
        Assert.IsType<Invalid>((await rotate.Run(await house.Person("Admin", Role.Administrator), " ", default)).Refusal);
        Assert.Equal(["ledger.rotate-key.refused"], (await house.Entries()).Select(entry => entry.Action));
    }

    private static async Task<ExportVerdict> Export(House house, Kept kept)
    {
        var ready = (await house.Get<ExportLedger>().Run(await house.Person("Auditor", Role.Auditor), default)).Value;
        using var stream = new MemoryStream();
        await house.Get<ExportLedger>().WriteTo(stream, ready, default);
        var verifier = new ExportVerifier(kept);
        foreach (var line in System.Text.Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n'))
            verifier.Take(System.Text.Encoding.UTF8.GetBytes(line));
        return verifier.End();
    }
}
