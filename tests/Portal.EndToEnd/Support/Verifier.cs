using System.Diagnostics;

namespace Portal.EndToEnd.Support;

/// <summary>The program that checks without a portal.</summary>
internal static class Verifier
{
    /// <summary>Runs it; its exit code and all that it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Places.Program("Portal.Verify"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The verifier was not started.");
        var (output, errors) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        return (program.ExitCode, await output + await errors);
    }
}
