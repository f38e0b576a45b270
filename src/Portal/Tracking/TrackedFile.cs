using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>A file of a run or a logged model: a place in its folder, and the digest of what lies there now.</summary>
public sealed class TrackedFile
{
    private TrackedFile() { }

    internal TrackedFile(FilePlace place, Stored stored, PersonId by, DateTimeOffset now)
    {
        (Owner, Path) = (place.Owner, place.Path);
        Take(stored, by, now);
    }

    public TrackedId Owner { get; private set; }

    public string Path { get; private set; } = "";

    public Digest Digest { get; private set; } = Digest.Of([]);

    public long Size { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    internal void Take(Stored stored, PersonId by, DateTimeOffset now) => (Digest, Size, By, At) = (stored.Digest, stored.Size, by, now);
}
