using System.Diagnostics;
using Portal.Shared;

namespace Portal.Web.Reports.Printing;

/// <summary>The browser that prints, started anew for each file: with a profile that is thrown away, without script and without a network.</summary>
internal sealed partial class Chromium(PortalOptions options, TimeProvider time, ILogger<Chromium> log)
{
    private const string Missing =
        "There is no Chromium on the portal's machine, so nothing is printed as PDF. Install one (on Debian: apt-get install chromium) or name it in Portal:Chromium. Until then the document in HTML prints from any browser.";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files\Chromium\Application\chrome.exe",
    ];

    /// <summary>Settings of a profile in which no page may run a script. Switched off for the whole browser, its own page that prints would not run either.</summary>
    private const string NoScript = """{"profile":{"default_content_setting_values":{"javascript":2}}}""";

    private string? Program => options.Chromium.Length == 0 ? Array.Find(UsualPlaces, File.Exists) : File.Exists(options.Chromium) ? options.Chromium : null;

    /// <summary>Prints a file of a folder into the folder; the folder is the browser's whole world.</summary>
    public async Task<Result<byte[]>> Print(string folder, string html, CancellationToken ct)
    {
        if (Program is not { } program)
            return new NotAllowed(Missing);

        var (source, target) = (Path.Combine(folder, "document.html"), Path.Combine(folder, "document.pdf"));
        await File.WriteAllTextAsync(source, html, ct);
        Directory.CreateDirectory(Path.Combine(folder, "profile", "Default"));
        await File.WriteAllTextAsync(Path.Combine(folder, "profile", "Default", "Preferences"), NoScript, ct);
        File.Delete(target);

        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var browser = Process.Start(Begin(program, folder, source, target)) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var said = await Task.WhenAll(browser.StandardError.ReadToEndAsync(either.Token), browser.StandardOutput.ReadToEndAsync(either.Token));
            await browser.WaitForExitAsync(either.Token);
            if (File.Exists(target))
                return await File.ReadAllBytesAsync(target, ct);

            NothingPrinted(log, browser.ExitCode, said[0].Length > 2000 ? said[0][^2000..] : said[0]);
            return new NotAllowed("Chromium printed nothing; what it said is in the portal's log.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new NotAllowed($"Printing took longer than {Longest.TotalMinutes:0} minutes and was stopped. The document in HTML is whole.");
        }
        finally
        {
            if (!browser.HasExited)
                browser.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo Begin(string program, string folder, string source, string target)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["HOME"] = folder;
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", $"--user-data-dir={Path.Combine(folder, "profile")}",
            "--no-pdf-header-footer", "--generate-pdf-document-outline", $"--print-to-pdf={target}", new Uri(source).AbsoluteUri,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // Its own sandbox needs rights that root and containers do not give; what is printed is a file of ours that runs nothing.
        if (Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is not null)
            start.ArgumentList.Add("--no-sandbox");
        return start;
    }

    [LoggerMessage(1811, LogLevel.Error, "Chromium ended with {Code} and printed nothing: {Said}")]
    private static partial void NothingPrinted(ILogger log, int code, string said);
}
