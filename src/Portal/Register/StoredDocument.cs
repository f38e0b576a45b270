using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// That a file was put for an entry. Only such files can be named by its revisions: a digest alone would let anybody read what was
/// put elsewhere.
/// </summary>
internal sealed class StoredDocument
{
    private StoredDocument() { }

    public StoredDocument(SystemId system, AttachedDocument document, PersonId by, DateTimeOffset now) =>
        (System, Name, Size, Digest, PutBy, PutAt) = (system, document.Name, document.Size, document.Digest, by, now);

    public SystemId System { get; private set; }

    public Digest Digest { get; private set; } = Digest.Of([]);

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    public PersonId PutBy { get; private set; }

    public DateTimeOffset PutAt { get; private set; }
}
