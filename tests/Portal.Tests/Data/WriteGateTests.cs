using Portal.Data;

namespace Portal.Tests.Data;

public sealed class WriteGateTests
{
    [Fact]
    public async Task Only_one_writer_is_inside()
    {
        using var gate = WriteGate.ForSqlite();
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var pass = await gate.EnterAsync(default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_next_writer_enters_when_the_pass_is_given_back()
    {
        using var gate = WriteGate.ForSqlite();
        var first = await gate.EnterAsync(default);
        var second = gate.EnterAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_nothing_behind()
    {
        using var gate = WriteGate.ForSqlite();
        using var stop = new CancellationTokenSource();
        var first = await gate.EnterAsync(default);
        var waiting = gate.EnterAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Dispose();
        using var next = await gate.EnterAsync(default);
    }

    [Fact]
    public async Task A_pass_given_back_twice_lets_one_in()
    {
        using var gate = WriteGate.ForSqlite();
        var pass = await gate.EnterAsync(default);
        pass.Dispose();
        pass.Dispose();

        using var next = await gate.EnterAsync(default);

        Assert.False(gate.EnterAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task One_write_in_256_copies_the_log()
    {
        using var gate = WriteGate.ForSqlite();
        var due = 0;

        for (var write = 0; write < 1024; write++)
        {
            using var pass = await gate.EnterAsync(default);
            due += pass.CountWrite(rows: 1) ? 1 : 0;
        }

        Assert.Equal(4, due);
    }

    [Fact]
    public async Task A_few_large_writes_copy_the_log_as_many_small_ones_do()
    {
        using var gate = WriteGate.ForSqlite();
        List<bool> due = [];

        for (var write = 0; write < 5; write++)
        {
            using var pass = await gate.EnterAsync(default);
            due.Add(pass.CountWrite(rows: 2_000));
        }

        Assert.Equal([false, true, false, true, false], due);
    }

    [Fact]
    public async Task A_write_told_twice_is_counted_once()
    {
        using var gate = WriteGate.ForSqlite();
        var due = 0;

        for (var write = 0; write < 256; write++)
        {
            using var pass = await gate.EnterAsync(default);
            due += pass.CountWrite(rows: 1) ? 1 : 0;
            Assert.False(pass.CountWrite(rows: 1));
        }

        Assert.Equal(1, due);
    }

    [Fact]
    public async Task The_gate_of_PostgreSQL_is_open()
    {
        using var gate = WriteGate.Open();
        using var first = await gate.EnterAsync(default);

        using var second = await gate.EnterAsync(default);

        Assert.False(second.CountWrite(rows: 10_000));
    }
}
