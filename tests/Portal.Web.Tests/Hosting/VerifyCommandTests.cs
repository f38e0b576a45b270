using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

/// <summary>The program itself, as an operator runs it: what counts is its exit code and what it writes.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_ends_with_0_on_a_whole_ledger_and_with_1_and_every_break_on_a_broken_one()
    {
        await Portal();

        Assert.Equal((0, "Verified 2 ledger entries and 0 checkpoints: every digest fits its bytes, none is missing, every root is the one that was signed."), await Verify(_folder));
        await Execute("DROP TRIGGER LedgerEntries_no_update; DROP TRIGGER LedgerEntries_no_delete; UPDATE LedgerEntries SET Action = 'person.signed-out', Digest = 'x' WHERE \"Index\" = 0; DELETE FROM LedgerEntries WHERE \"Index\" = 1");
        Assert.Equal(
            (1, "Entry 0: the column Digest holds what cannot be read.\nThe guard LedgerEntries_no_update, which keeps the ledger append-only, is missing.\nThe guard LedgerEntries_no_delete, which keeps the ledger append-only, is missing.\nEntry 1 is missing at the end.\nNot verified: 4 faults in 1 ledger entries."),
            await Verify(_folder));
    }

    [Fact]
    public async Task Verify_ends_with_2_where_there_is_no_ledger_and_makes_none()
    {
        var (code, output) = await Verify(_folder);

        Assert.Equal((2, ""), (code, output));
        Assert.False(File.Exists(Path.Combine(_folder, "portal.db")));
    }

    [Fact]
    public async Task Verify_ends_with_2_when_the_file_is_no_database()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), new string('x', 8192));

        Assert.Equal((2, ""), await Verify(_folder));
    }

    /// <summary>A portal that was there and signed somebody in twice.</summary>
    private async Task Portal()
    {
        await using var host = await PortalHost.StartAsync();
        _ = await host.Person("Owner", Role.SystemOwner);
        for (var time = 0; time < 2; time++)
            _ = await host.Get<SignIn>().Run(new(PortalHost.AddressOf("Owner"), PortalHost.Password, Origin.None), default);
        await using var db = await host.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        var copy = Path.Combine(_folder, "portal.db");
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "portal.db"), Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int Code, string Output)> Verify(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), "verify", "--Portal:DataDirectory", directory])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The program did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd());
    }
}
