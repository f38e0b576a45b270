namespace Portal.Data;

/// <summary>Writes secrets that only the portal's own user may read, whole or not at all.</summary>
public static class KeyFile
{
    public static void Write(string path, ReadOnlySpan<byte> secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
