using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Benchmarks;

/// <summary>A ledger as it is after years, on SQLite: how long writing, signing, verifying and proving take.</summary>
internal static class LedgerLoad
{
    private const int Batch = 2_000;
    private const int Proofs = 200;
    private static readonly TimeSpan MostToVerify = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MostToProve = TimeSpan.FromMilliseconds(50);

    public static async Task<int> Run(int entries)
    {
        var folder = Directory.CreateTempSubdirectory("portal-ledger-load-").FullName;
        try
        {
            var services = new ServiceCollection();
            services.AddLogging().AddSingleton(TimeProvider.System).AddPortal(new PortalOptions { DataDirectory = folder });
            await using var portal = services.BuildServiceProvider();
            await portal.GetRequiredService<IDbContextFactory<PortalDb>>().MigrateAsync(default);
            return await Measure(portal, entries) ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(ServiceProvider portal, int entries)
    {
        Say("entries appended", await Timed(() => Append(portal, entries)), entries);
        Say("checkpoint with all tiles", await Timed(async () => _ = (await portal.GetRequiredService<MakeCheckpoint>().Run(default)).Value));

        LedgerVerdict? verdict = null;
        var whole = await Timed(async () => verdict = await portal.GetRequiredService<VerifyLedger>().Run(progress: null, default));
        Say("whole verification", whole, entries);
        Say("verification at start", await Timed(async () => _ = await portal.GetRequiredService<VerifyTail>().Run(default)));

        var random = new Random(6962);
        var proofs = portal.GetRequiredService<LedgerProofs>();
        List<TimeSpan> took = [];
        for (var proof = 0; proof < Proofs; proof++)
            took.Add(await Timed(async () => _ = (await proofs.Inclusion(random.Next(entries), entries, default)).Value));
        took.Sort();
        Say("inclusion proof, median", took[Proofs / 2]);
        Say("inclusion proof, 99 of 100", took[Proofs * 99 / 100]);
        Say("consistency proof", await Timed(async () => _ = (await proofs.Consistency(entries / 3 + 1, entries, default)).Value));
        return verdict is { Holds: true } && verdict.Checked == entries && whole < MostToVerify && took[Proofs * 99 / 100] < MostToProve;
    }

    private static async Task Append(ServiceProvider portal, int entries)
    {
        var (dbs, actor) = (portal.GetRequiredService<IDbContextFactory<PortalDb>>(), Actor.System("load"));
        for (var written = 0; written < entries; written += Batch)
        {
            await using var db = await dbs.CreateDbContextAsync();
            for (var entry = written; entry < Math.Min(written + Batch, entries); entry++)
                db.Record(new EntryDraft(actor, TimeProvider.System.GetUtcNow(), "system.submitted", $"AIS-{entry % 5000:0000}")
                {
                    Reason = "Entered to see how long it takes.",
                    Details = new Dictionary<string, string> { ["revision"] = $"{entry % 40}" },
                });
            await db.SaveChangesAsync();
        }
    }

    private static async Task<TimeSpan> Timed(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began);
    }

    private static void Say(string what, TimeSpan took, int? entries = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-28}{took.TotalMilliseconds,12:0.0} ms{(entries is { } count ? $"{count / took.TotalSeconds,12:0} a second" : "")}"));
}
