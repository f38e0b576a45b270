namespace Portal.EndToEnd.Support;

/// <summary>The demo's bank as the program itself makes it at a first start: made once, copied for every portal that shows it.</summary>
internal static class Bank
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

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
        await using var portal = await PortalProcess.StartAsync("--demo");
        Assert.Equal(0, await portal.StopAsync());
        var kept = Path.Combine(folder, "data");
        Directory.Move(portal.DataDirectory, kept);
        return kept;
    }
}
