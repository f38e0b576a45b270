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

    public static async Task CopyAsync(string directory)
    {
        var original = await Made.Value;
        Directory.CreateDirectory(directory);
        foreach (var folder in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(directory, Path.GetRelativePath(original, folder)));
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(directory, Path.GetRelativePath(original, file)));
    }

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bank-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
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
        var kept = Path.Combine(folder, "data");
        Directory.Move(portal.DataDirectory, kept);
        return kept;
    }
}
