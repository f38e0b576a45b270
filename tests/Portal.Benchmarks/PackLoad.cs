using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger.Exports;
using Portal.Ledger.Packs;
using Portal.Policies;
using Portal.Register;
using Portal.Reports.Packs;
using Portal.Shared;

namespace Portal.Benchmarks;

/// <summary>Evidence of a large organisation after years, on SQLite: what making a pack holds in memory, how it goes on after a kill, and how long writers wait for it.</summary>
internal static class PackLoad
{
    private const int Batch = 2_000;
    private const int Writes = 100;
    private const long MostMemory = 160 * 1024 * 1024;
    private static readonly TimeSpan MostForWriters = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>The argument by which this program makes what waits in a folder, to be killed meanwhile.</summary>
    public const string MakeIn = "pack-make";

    public static async Task<int> Run(int systems, int entries)
    {
        var folder = Directory.CreateTempSubdirectory("portal-pack-load-").FullName;
        try
        {
            await using var portal = Portal(folder);
            await portal.GetRequiredService<IDbContextFactory<PortalDb>>().MigrateAsync(default);
            return await Measure(portal, folder, systems, entries) ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes what waits, until it is all made or this process is killed.</summary>
    public static async Task<int> Make(string folder)
    {
        await using var portal = Portal(folder);
        var (dbs, worker) = (portal.GetRequiredService<IDbContextFactory<PortalDb>>(), portal.GetRequiredService<PackWorker>());
        for (var left = 1; left > 0;)
        {
            await worker.Turn(default);
            await using var db = await dbs.CreateDbContextAsync();
            left = await db.EvidencePacks.CountAsync(pack => pack.State == PackState.Queued || pack.State == PackState.Making);
            await Task.Delay(BetweenLooks);
        }

        return 0;
    }

    private static async Task<bool> Measure(ServiceProvider portal, string folder, int systems, int entries)
    {
        var (dbs, began) = (portal.GetRequiredService<IDbContextFactory<PortalDb>>(), Stopwatch.GetTimestamp());
        var owners = await RegisterFill.Fill(dbs, systems);
        await Prepare(portal, entries, systems);
        Say($"{systems} systems and {entries} entries written", Stopwatch.GetElapsedTime(began));

        var auditor = Actor.InPerson(owners[0], "Load", Roles.PermissionsOf([Role.Auditor, Role.SystemOwner]));
        var alone = await Write(portal, auditor, () => true);
        Say("writers with no pack being made", alone);

        var code = await Ask(portal, auditor);
        var (start, made) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.StartNew());
        var (making, peak) = (Task.Run(() => portal.GetRequiredService<PackWorker>().Turn(default)), 0L);
        while (await Task.WhenAny(making, Task.Delay(BetweenLooks)) != making)
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - start);
        await making;
        var first = await Of(dbs, code);
        Say($"pack of {first.Size / 1e6:0.0} MB, memory at most {peak / 1e6:0.0} MB over the start", made.Elapsed);

        code = await Ask(portal, auditor);
        making = Task.Run(() => portal.GetRequiredService<PackWorker>().Turn(default));
        var beside = await Write(portal, auditor, () => !making.IsCompleted);
        await making;
        Say("writers beside a pack", beside);
        var second = await Of(dbs, code);

        var resumed = await KilledOnTheWay(portal, folder, auditor);
        using var zip = portal.GetRequiredService<BlobStore>().Open(resumed.Content ?? throw new InvalidOperationException("The resumed pack has no bytes."));
        var verified = PackVerifier.Verify(zip, Kept.Nothing).IsVerified;
        Console.WriteLine($"the same bytes three times: {first.Content == second.Content && second.Content == resumed.Content}; verified: {verified}");
        return verified && first.Content == second.Content && second.Content == resumed.Content && peak < MostMemory && Late(beside) < MostForWriters;
    }

    /// <summary>Another process makes it, is killed when half of the parts are written, and a third one goes on.</summary>
    private static async Task<EvidencePack> KilledOnTheWay(ServiceProvider portal, string folder, Actor auditor)
    {
        var (dbs, code, done) = (portal.GetRequiredService<IDbContextFactory<PortalDb>>(), await Ask(portal, auditor), 0);
        using (var maker = Start(folder))
        {
            for (var pack = await Of(dbs, code); !maker.HasExited && (pack.Parts == 0 || pack.Done < pack.Parts / 2); pack = await Of(dbs, code))
                await Task.Delay(BetweenLooks);
            done = (await Of(dbs, code)).Done;
            maker.Kill();
            await maker.WaitForExitAsync();
        }

        var (began, firstAfter) = (Stopwatch.GetTimestamp(), 0);
        using var next = Start(folder);
        for (var pack = await Of(dbs, code); !next.HasExited; pack = await Of(dbs, code))
        {
            firstAfter = firstAfter == 0 && pack.Tries > 1 ? pack.Done : firstAfter;
            await Task.Delay(BetweenLooks);
        }

        var ended = await Of(dbs, code);
        Say($"killed with {done} of {ended.Parts} parts written, gone on with part {firstAfter} after its lease", Stopwatch.GetElapsedTime(began));
        return ended;
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo("dotnet", [typeof(PackLoad).Assembly.Location, MakeIn, folder])) ?? throw new InvalidOperationException("The maker did not start.");

    private static async Task<EvidencePack> Of(IDbContextFactory<PortalDb> dbs, string code)
    {
        await using var db = await dbs.CreateDbContextAsync();
        return await db.EvidencePacks.AsNoTracking().SingleAsync(pack => pack.Code == code);
    }

    private static async Task<string> Ask(ServiceProvider portal, Actor auditor) => (await portal.GetRequiredService<RequestPack>().Run(auditor, new("estate", null, false, ""), default)).Value;

    private static async Task Prepare(ServiceProvider portal, int entries, int systems)
    {
        var dbs = portal.GetRequiredService<IDbContextFactory<PortalDb>>();
        await using (var db = await dbs.CreateDbContextAsync())
        {
            db.Policies.Add(PolicyVersion.Adopt(ShippedPolicy.YamlOf(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)), null, TimeProvider.System.GetUtcNow().AddYears(-3)));
            var sequence = await db.Sequences.SingleAsync(sequence => sequence.Name == Sequence.Systems);
            while (sequence.Last < systems)
                sequence.Take();
            await db.SaveChangesAsync();
        }

        for (var written = 0; written < entries; written += Batch)
        {
            await using var db = await dbs.CreateDbContextAsync();
            for (var entry = written; entry < Math.Min(written + Batch, entries); entry++)
                db.Record(new EntryDraft(Actor.System("load"), TimeProvider.System.GetUtcNow(), "system.submitted", $"AIS-{1 + entry % systems:0000}") { Reason = "Entered to see how long it takes." });
            await db.SaveChangesAsync();
        }

        _ = (await portal.GetRequiredService<MakeCheckpoint>().Run(default)).Value;
    }

    private static async Task<List<TimeSpan>> Write(ServiceProvider portal, Actor actor, Func<bool> goOn)
    {
        var filing = portal.GetRequiredService<FileSystem>();
        List<TimeSpan> took = [];
        for (var write = 0; write < Writes && goOn(); write++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = (await filing.Run(actor, new(new EntryContent { Name = $"Filed meanwhile {write}" }), default)).Value;
            took.Add(Stopwatch.GetElapsedTime(began));
            await Task.Delay(20);
        }

        took.Sort();
        return took;
    }

    private static ServiceProvider Portal(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(TimeProvider.System).AddPortal(new PortalOptions { DataDirectory = folder });
        return services.BuildServiceProvider();
    }

    private static TimeSpan Late(List<TimeSpan> took) => took[took.Count * 95 / 100];

    private static void Say(string what, List<TimeSpan> took) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-64}{took[took.Count / 2].TotalMilliseconds,8:0.0} ms median {Late(took).TotalMilliseconds,8:0.0} ms at 95 of 100"));

    private static void Say(string what, TimeSpan took) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-64}{took.TotalSeconds,8:0.0} s"));
}
