using System.Text.Json;
using Portal.Data;

namespace Portal.Web.Demo;

/// <summary>Tells a data directory that the demo made from every other one; the demo touches no other.</summary>
internal sealed class DemoDirectory(string path)
{
    private string Marker => Path.Combine(path, "demo.json");

    private string Unfinished => Path.Combine(path, "demo.unfinished");

    public bool IsMade => File.Exists(Marker);

    /// <summary>What the demo was made with; the file is readable by the portal's user alone.</summary>
    public DemoCredentials? Credentials => IsMade ? JsonSerializer.Deserialize<DemoCredentials>(File.ReadAllBytes(Marker)) : null;

    /// <summary>What keeps the demo from using the directory; null when nothing does.</summary>
    public string? Fault() =>
        IsMade || File.Exists(Unfinished) || !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any()
            ? null
            : $"{path} was not made by the demo, so the demo leaves it alone. Name another one with Portal:DataDirectory.";

    /// <summary>
    /// Begins anew: also over what a first start that was interrupted left behind. Marked first, emptied after, so that the
    /// directory is known as the demo's at any instant of it.
    /// </summary>
    public void Clear()
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Unfinished, "");
        File.Delete(Marker);
        foreach (var file in Directory.EnumerateFiles(path).Where(file => file != Unfinished))
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(path))
            Directory.Delete(folder, recursive: true);
    }

    public void MarkMade(DemoCredentials credentials)
    {
        KeyFile.Replace(Marker, JsonSerializer.SerializeToUtf8Bytes(credentials));
        File.Delete(Unfinished);
    }
}
