using System.Diagnostics;
using System.Text.Json;

namespace Portal.Benchmarks.Statistics;

/// <summary>NumPy, SciPy and scikit-learn of the distribution, on the same rows and one core.</summary>
internal static class Rival
{
    public const string HowToInstall = "apt-get install --no-install-recommends python3-numpy python3-scipy python3-sklearn";

    public sealed record Took(string What, double Seconds, double Value);

    /// <summary>How long each took; empty when they are not to be had.</summary>
    public static async Task<IReadOnlyDictionary<string, Took>> Run(string folder)
    {
        // The distribution's own Python has the distribution's packages; another one may come first on the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Statistics", "rival.py"), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
        };
        try
        {
            using var rival = Process.Start(start) ?? throw new InvalidOperationException($"{python} does not start.");
            var faults = rival.StandardError.ReadToEndAsync();
            var lines = await rival.StandardOutput.ReadToEndAsync();
            await rival.WaitForExitAsync();
            if (rival.ExitCode != 0)
                Console.WriteLine($"No comparison: {(await faults).Trim().Split('\n')[^1]}");
            return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Took>(line, JsonSerializerOptions.Web)).OfType<Took>().ToDictionary(took => took.What);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            Console.WriteLine($"No comparison: {fault.Message}");
            return new Dictionary<string, Took>();
        }
    }
}
