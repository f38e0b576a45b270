using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>What src/decisions/0003-sqlite-write-gate.md promises, on the engine that is really linked.</summary>
public sealed class SqliteStressTests
{
    private const int Writers = 8;
    private const int Readers = 4;
    private const int MostRounds = 10;

    [Fact]
    public Task Nothing_acknowledged_is_lost_while_many_write_read_and_checkpoint() => Stress(writes: 600);

    [Fact, Trait("Category", "Long")]
    public Task Nothing_acknowledged_is_lost_over_many_checkpoints() => Stress(writes: 40_000);

    private static async Task Stress(int writes)
    {
        await using var house = await House.On(DatabaseProvider.Sqlite);
        var file = Path.Combine(house.Folder, "portal.db");
        var sizeBefore = new FileInfo(file).Length;
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();

        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadUntil(house, stop.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            // A checkpoint copies back what no reader still needs: the writers go on until one has copied something.
            for (var write = 0; write < writes / Writers || (write < MostRounds * writes / Writers && !HasGrown()); write++)
                acknowledged.Add(await Write(house, $"{writer}-{write}"));
        })));
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.True(HasGrown(), "No checkpoint took place while there were writes.");
        Assert.InRange(acknowledged.Count, writes, MostRounds * writes);
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        Assert.Equal("ok", await Ask(house, "PRAGMA integrity_check"));
        await using var db = await house.Dbs.CreateDbContextAsync();
        Assert.Equal(acknowledged.Order(), (await db.Seats.Select(seat => seat.Function).ToListAsync()).Order());
        Assert.Equal(acknowledged.Order(), (await db.Entries.Select(entry => entry.Subject).ToListAsync()).Order());
        var verdict = await house.Get<VerifyLedger>().Run(progress: null, default);
        Assert.Empty(verdict.Breaks);
        Assert.Equal(acknowledged.Count, verdict.Checked);

        bool HasGrown() => new FileInfo(file).Length > sizeBefore;
    }

    private static async Task<string> Write(House house, string name)
    {
        var result = await house.Dbs.WriteAsync<string>(db =>
        {
            var now = house.Time.GetUtcNow();
            db.Seats.Add(new Seat(name, new PersonId(Guid.CreateVersion7(now)), now));
            db.Record(new EntryDraft(Actor.System("stress"), now, "seat.filled", name) { Details = new Dictionary<string, string> { ["filler"] = new('x', 2_000) } });
            return Task.FromResult<Result<string>>(name);
        }, default);
        return result.Value;
    }

    /// <summary>A reader must see one state however long it looks: as many seats as entries, and the same number again.</summary>
    private static async Task ReadUntil(House house, CancellationToken stop)
    {
        do
        {
            await using var db = await house.Dbs.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Unspecified, CancellationToken.None);
            var entries = await db.Entries.CountAsync(CancellationToken.None);
            await Task.Yield();
            Assert.Equal(entries, await db.Seats.CountAsync(CancellationToken.None));
            Assert.Equal(entries, await db.LedgerHeads.Select(head => head.Size).SingleAsync(CancellationToken.None));
        }
        while (!stop.IsCancellationRequested);
    }

    private static async Task<string?> Ask(House house, string pragma)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
