namespace Portal.Data;

/// <summary>Writes secrets that only the portal's own user may read, whole or not at all.</summary>
public static class KeyFile
{
    /// <summary>Makes the file; one that is there already is never written over.</summary>
    public static void Write(string path, ReadOnlySpan<byte> secret) => File.Move(Draft(path, secret), path, overwrite: false);

    /// <summary>Puts another secret in the place of the one that is there: at any instant the file is the old one or the new.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> secret) => File.Move(Draft(path, secret), path, overwrite: true);

    private static string Draft(string path, ReadOnlySpan<byte> secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(draft, options);
        file.Write(secret);
        file.Flush(flushToDisk: true);
        return draft;
    }
}
