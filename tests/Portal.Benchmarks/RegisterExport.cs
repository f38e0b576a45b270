using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Data;
using Portal.Register;
using Portal.Reports;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Benchmarks;

/// <summary>The whole register as a file while others write: how long it takes, what it holds in memory, and how long writers wait for it.</summary>
internal static class RegisterExport
{
    private const int Writes = 120;
    private const long MostMemory = 16 * 1024 * 1024;
    private static readonly TimeSpan MostForWriters = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<bool> Measure(IServiceProvider services, PersonId owner)
    {
        var actor = Actor.InPerson(owner, "Load", Roles.PermissionsOf([Role.SystemOwner]));
        var (export, filing) = (services.GetRequiredService<ExportList>(), services.GetRequiredService<FileSystem>());
        async Task<long> Take(TableFormat format, SystemFilter filter)
        {
            await using var sink = new Sink();
            await (await export.Run(actor, services.GetRequiredService<Lists>().Register(filter, AsOf.Now), format, default)).Value.WriteTo(sink, default);
            return sink.Length;
        }

        await CountOn(services.GetRequiredService<IDbContextFactory<PortalDb>>());
        var holds = true;
        _ = await Take(TableFormat.Csv, new());
        var alone = await Write(filing, actor, () => true);
        Say("writers with nobody exporting", alone);
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var tenth = await Peak(() => Take(format, new() { Departments = ["Payments"] }));
            var (began, all) = (Stopwatch.GetTimestamp(), await Peak(() => Take(format, new())));
            var took = Stopwatch.GetElapsedTime(began);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{format} of all{took.TotalSeconds,6:0.0} s, {all.Bytes / 1e6,6:0.0} MB; live memory at most {all.Peak / 1e6,5:0.0} MB over the start, for an eighth {tenth.Peak / 1e6,5:0.0} MB"));

            using var stop = new CancellationTokenSource();
            var exporting = Repeat(() => Take(format, new()), stop.Token);
            var beside = await Write(filing, actor, () => !exporting.IsCompleted);
            await stop.CancelAsync();
            await exporting;
            Say($"writers beside {format}, {Median(beside) / Median(alone):0.0} times as long", beside);
            holds &= all.Peak - tenth.Peak < MostMemory && Late(beside) < MostForWriters;
        }

        return holds;
    }

    /// <summary>The systems were written past the use case that counts them.</summary>
    private static async Task CountOn(IDbContextFactory<PortalDb> dbs)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var (systems, sequence) = (await db.Systems.CountAsync(), await db.Sequences.SingleAsync(sequence => sequence.Name == Sequence.Systems));
        while (sequence.Last < systems)
            sequence.Take();
        await db.SaveChangesAsync();
    }

    /// <summary>What an export holds that is not garbage, looked at while it runs.</summary>
    private static async Task<(long Peak, long Bytes)> Peak(Func<Task<long>> export)
    {
        var (start, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var running = Task.Run(export);
        while (await Task.WhenAny(running, Task.Delay(BetweenLooks)) != running)
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - start);
        return (peak, await running);
    }

    private static Task Repeat(Func<Task> export, CancellationToken stop) => Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
            await export();
    }, CancellationToken.None);

    private static async Task<List<TimeSpan>> Write(FileSystem filing, Actor actor, Func<bool> goOn)
    {
        List<TimeSpan> took = [];
        for (var write = 0; write < Writes && goOn(); write++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = (await filing.Run(actor, new(new EntryContent { Name = $"Filed meanwhile {write}" }), default)).Value;
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        took.Sort();
        return took;
    }

    private static TimeSpan Median(List<TimeSpan> took) => took[took.Count / 2];

    private static TimeSpan Late(List<TimeSpan> took) => took[took.Count * 95 / 100];

    private static void Say(string what, List<TimeSpan> took) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-52}{Median(took).TotalMilliseconds,8:0.0} ms median {Late(took).TotalMilliseconds,8:0.0} ms at 95 of 100"));

    /// <summary>Counts what is written and keeps none of it.</summary>
    private sealed class Sink : Stream
    {
        private long _length;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _length;
        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
