using System.Diagnostics;
using System.Net;
using Portal.Accounts;
using Portal.Audit;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Audit;

public sealed class EntryFilesTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_downloaded_bytes_give_the_digest_by_the_command_that_the_page_shows()
    {
        using var auditor = await SignedIn("Auditor", Role.Auditor);

        using var answer = await auditor.GetAsync("/audit/entries/0");

        var folder = Directory.CreateTempSubdirectory("portal-entry-").FullName;
        var name = answer.Content.Headers.ContentDisposition?.FileName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "entry-0.json"), await answer.Content.ReadAsByteArrayAsync());
        var digest = (await _host.Get<AuditQueries>().Entry(0, default))?.Line.Digest.Hex;
        Assert.Equal("entry-0.json", name);
        Assert.Equal($"{digest}  -", await Shell(folder, "(printf '\\000'; cat entry-0.json) | sha256sum"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Who_may_not_read_the_audit_gets_no_bytes()
    {
        using var developer = await SignedIn("Developer", Role.Developer);

        using var answer = await developer.GetAsync("/audit/entries/0");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/no-access", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_not_found()
    {
        using var auditor = await SignedIn("Auditor", Role.Auditor);

        using var answer = await auditor.GetAsync("/audit/entries/99");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpClient> SignedIn(string name, Role role)
    {
        _ = await _host.Person(name, role);
        return await Browser.SignIn(_host, name);
    }

    private static async Task<string> Shell(string folder, string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("There is no shell.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
