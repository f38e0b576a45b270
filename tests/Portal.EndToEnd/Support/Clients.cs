using System.Diagnostics;

namespace Portal.EndToEnd.Support;

/// <summary>Clients that others wrote, run by Node out of tests/clients; ./test.sh installs what they need.</summary>
internal static class Clients
{
    /// <summary>What the script says when it is given this on its standard input; that it fails is a failure of the test.</summary>
    public static async Task<string> RunAsync(string script, string input)
    {
        var folder = Path.Combine(Places.Root, "tests", "clients");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "The clients are not installed: run npm ci in tests/clients.");

        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("Node did not start.");
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"{script} ended with {node.ExitCode}:\n{await complained}");
        return (await said).Trim();
    }
}
