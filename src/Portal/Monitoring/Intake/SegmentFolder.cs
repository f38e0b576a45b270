using System.Globalization;

namespace Portal.Monitoring.Intake;

/// <summary>The directory of the segments, one writer at a time; a backup that copies them keeps them from being deleted meanwhile.</summary>
internal sealed class SegmentFolder(string path)
{
    public const string Extension = ".posts";

    private const string WriterLock = "writer.lock";
    private const string DeleteLock = "delete.lock";

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Segments => Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    /// <summary>Held while the process lives, and let go by the system when it is killed.</summary>
    public FileStream LockForWriting()
    {
        Directory.CreateDirectory(path);
        return new FileStream(Path.Combine(path, WriterLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>As long as this is held no segment goes.</summary>
    public static FileStream Hold(string path)
    {
        Directory.CreateDirectory(path);
        return new FileStream(Path.Combine(path, DeleteLock), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
    }

    public Segment Begin()
    {
        var last = Segments is [.., var newest] ? int.Parse(Path.GetFileNameWithoutExtension(newest), CultureInfo.InvariantCulture) : 0;
        return Segment.Create(Path.Combine(path, (last + 1).ToString("D8", CultureInfo.InvariantCulture) + Extension));
    }

    /// <summary>False while somebody copies them.</summary>
    public bool TryDelete(IEnumerable<string> segments)
    {
        try
        {
            using var nobodyCopies = new FileStream(Path.Combine(path, DeleteLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var segment in segments)
                File.Delete(segment);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
