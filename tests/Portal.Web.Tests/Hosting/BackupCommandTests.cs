using System.Diagnostics;
using Portal.Accounts;
using Portal.Web.Hosting;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Hosting;

/// <summary>The program itself, as an operator runs it beside a portal that is being used.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-backup-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_running_portal_is_backed_up_restored_elsewhere_and_verified_by_three_commands()
    {
        var (running, backup, elsewhere) = (Path.Combine(_folder, "running"), Path.Combine(_folder, "backup.portal"), Path.Combine(_folder, "elsewhere"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "passphrase"), "nine green bottles on a wall");
        await using (var host = await PortalHost.StartAsync("--Portal:DataDirectory", running))
        {
            _ = await host.Person("Owner", Role.SystemOwner);
            _ = await host.Get<SignIn>().Run(new(PortalHost.AddressOf("Owner"), PortalHost.Password, Origin.None), default);
            Assert.Equal((0, $"Backed up: {backup}. The ledger verifies."), await Run("backup", backup, running));
        }

        Assert.Equal((0, $"Restored: {backup}. The ledger verifies."), await Run("restore", backup, elsewhere));
        Assert.Equal(2, (await Run("restore", backup, elsewhere)).Code);
        Assert.Equal(2, (await Run("restore", Path.Combine(_folder, "nothing"), Path.Combine(_folder, "third"))).Code);
        var (code, said) = await Run("verify", null, elsewhere);
        Assert.Equal(0, code);
        Assert.StartsWith("Verified 2 ledger entries", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "backup", "x.portal", "--demo" }, "backup", "x.portal")]
    [InlineData(new[] { "--urls", "http://localhost:1", "restore", "x.portal" }, "restore", "x.portal")]
    [InlineData(new[] { "backup" }, "backup", null)]
    [InlineData(new[] { "backup", "--demo" }, "backup", null)]
    [InlineData(new[] { "verify", "x.portal" }, "verify", null)]
    public void The_file_stands_after_its_command(string[] args, string command, string? file)
    {
        var arguments = Arguments.Parse(args);

        Assert.Equal((command, file), (arguments.Command, arguments.File));
        Assert.DoesNotContain(file ?? "backup", arguments.Rest);
    }

    private async Task<(int Code, string Output)> Run(string command, string? file, string directory)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), command, .. file is null ? Array.Empty<string>() : [file], "--Portal:DataDirectory", directory, "--Portal:Keys:BackupPassphraseFile", Path.Combine(_folder, "passphrase")])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The program did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd());
    }
}
