namespace Portal.Verify;

/// <summary>A file that somebody names; that it cannot be read is said with its name.</summary>
internal static class InputFile
{
    // Certificates, keys and checkpoints are a few kilobytes.
    private const long LargestSmallFile = 1 << 20;

    public static string Read(string file, string what) => Open(file, path =>
        new FileInfo(path).Length <= LargestSmallFile ? File.ReadAllText(path) : throw new UnusableInputException($"{file}: too large for a {what}."));

    public static T Open<T>(string file, Func<string, T> read)
    {
        try
        {
            return File.Exists(file) ? read(file) : throw new UnusableInputException($"{file}: there is no such file.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnusableInputException($"{file}: {unreadable.Message}");
        }
    }
}
