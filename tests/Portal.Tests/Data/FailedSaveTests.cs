using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class FailedSaveTests
{
    [Theory, OnBothDatabases]
    public async Task A_context_whose_save_failed_saves_nothing_more(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        using var dbs = new FaultyLedger(house) { Broken = true };
        var before = await ContentsOf(house);
        await using var db = dbs.CreateDbContext();
        Change(house, db);
        await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());
        dbs.Broken = false;

        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        Assert.StartsWith("A save of this context failed", again.Message);
        Assert.Equal(before, await ContentsOf(house));
    }

    [Theory, OnBothDatabases]
    public async Task A_context_whose_write_was_left_without_commit_saves_nothing_more(DatabaseProvider provider)
    {
        await using var house = await House.On(provider);
        var before = await ContentsOf(house);
        await using var db = await house.Dbs.CreateDbContextAsync();
        await using (await db.BeginWriteAsync(default))
        {
            Change(house, db);
            await db.SaveChangesAsync();
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        Assert.Equal(before, await ContentsOf(house));
    }

    private static void Change(House house, PortalDb db)
    {
        var now = house.Time.GetUtcNow();
        db.Seats.Add(new Seat("Risk", new PersonId(Guid.CreateVersion7(now)), now));
        db.Record(new EntryDraft(Actor.System("test"), now, "seat.filled", "Risk"));
    }

    private static async Task<IReadOnlyList<string>> ContentsOf(House house)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        return await Contents.Of(db);
    }
}
