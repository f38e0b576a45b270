using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>A file of a version: declared first, stored when bytes of that size and digest have come.</summary>
public sealed class DeclaredArtifact
{
    private DeclaredArtifact() { }

    internal DeclaredArtifact(AnnouncedArtifact announced) => (Name, Size, Digest, Source) = (announced.Name, announced.Size, announced.Digest, announced.Source);

    public VersionId Version { get; private set; }

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    public Digest Digest { get; private set; } = Digest.Of([]);

    /// <summary>Where the bytes are when they are not here and never come; empty otherwise.</summary>
    public string Source { get; private set; } = "";

    public DateTimeOffset? StoredAt { get; private set; }

    /// <summary>Since when the stored bytes are known to be others than were declared; absent while they are the same.</summary>
    public DateTimeOffset? ChangedSince { get; private set; }

    /// <summary>Bytes that came with the declaration.</summary>
    internal static DeclaredArtifact Came(string name, byte[] bytes, DateTimeOffset now) =>
        new(new AnnouncedArtifact(name, bytes.Length, Digest.Of(bytes))) { StoredAt = now };

    /// <summary>Bytes that are here when they are declared.</summary>
    internal static DeclaredArtifact Of(AnnouncedArtifact announced, DateTimeOffset now) => new(announced) { StoredAt = announced.IsHere ? now : null };

    internal CanonicalValue Content() => Source.Length > 0
        ? CanonicalJson.Object(("name", Name), ("sha256", Digest.Text), ("size", Size), ("source", Source))
        : CanonicalJson.Object(("name", Name), ("sha256", Digest.Text), ("size", Size));

    internal Invalid? Refuses(Stored stored) => stored switch
    {
        _ when stored.Size != Size => new Invalid("size", $"'{Name}' was declared with {Size} bytes, but {stored.Size} came."),
        _ when stored.Digest != Digest => new Invalid("sha256", $"'{Name}' was declared as {Digest}, but what came is {stored.Digest}."),
        _ => null,
    };

    internal NotAllowed IsElsewhere() => new($"'{Name}' was declared to be at {Source}: its bytes are not sent.");

    internal void Store(DateTimeOffset now) => StoredAt = now;

    internal void FoundChanged(DateTimeOffset now) => ChangedSince = now;

    internal void FoundIntact() => ChangedSince = null;
}
