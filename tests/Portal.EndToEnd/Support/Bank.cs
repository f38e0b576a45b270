namespace Portal.EndToEnd.Support;

/// <summary>
/// The demo's bank as the program itself makes it at a first start: made once, copied for every portal that shows it. Making it takes longest of
/// all, so it is also what shows that a start that is killed midway is made up for by the next.
/// </summary>
internal static class Bank
{
    private static readonly TimeSpan StageWithin = TimeSpan.FromMinutes(5);
    private static readonly List<string> KilledAt = [];
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>What there is, one after another, while it is being made.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["demo.unfinished", "portal.db", "blobs"];

    /// <summary>The stages at which the making was killed, with nothing finished.</summary>
    public static async Task<IReadOnlyList<string>> KilledAtAsync()
    {
        _ = await Made.Value;
        return KilledAt;
    }

    public static async Task CopyAsync(string directory) => Copy(await Made.Value, directory);

    private static void Copy(string original, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var folder in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(directory, Path.GetRelativePath(original, folder)));
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(directory, Path.GetRelativePath(original, file)));
    }

    private static async Task<string> MakeAsync()
    {
        var folder = KeptIn();
        var (data, killed) = (Path.Combine(folder, "data"), Path.Combine(folder, "killed-at"));
        if (File.Exists(killed))
        {
            KilledAt.AddRange(await File.ReadAllLinesAsync(killed));
            return data;
        }

        await using var portal = PortalProcess.Of("--demo");
        foreach (var stage in Stages)
        {
            portal.Begin();
            await Wait.UntilAsync(StageWithin, $"there was {stage}", () => Task.FromResult(Path.Exists(Path.Combine(portal.DataDirectory, stage))));
            await portal.KillAsync();
            if (!File.Exists(Path.Combine(portal.DataDirectory, "demo.json")))
                KilledAt.Add(stage);
        }

        await portal.StartAgainAsync();
        Assert.Equal(0, await portal.StopAsync());
        Copy(portal.DataDirectory, data);
        await File.WriteAllLinesAsync(killed, KilledAt);
        return data;
    }

    /// <summary>A folder of our own, or that of a test run which leaves the bank to the tests that follow.</summary>
    private static string KeptIn()
    {
        if (Environment.GetEnvironmentVariable("BANK") is { Length: > 0 } shared)
            return Directory.CreateDirectory(shared).FullName;

        var folder = Directory.CreateTempSubdirectory("portal-bank-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
