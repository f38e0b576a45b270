using Portal.Data;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>A document that was made, and where its bytes are kept. It is never changed.</summary>
public sealed class MadeReport
{
    private MadeReport() { }

    public ReportId Id { get; private init; }

    public ReportKind Kind { get; private init; }

    /// <summary>The code of the system that it is about; empty where it is about all.</summary>
    public string System { get; private init; } = "";

    public string Subject { get; private init; } = "";

    public DateOnly Day { get; private init; }

    /// <summary>Of the checkpoint that it rests on.</summary>
    public long Entries { get; private init; }

    /// <summary>That the document names.</summary>
    public Digest Digest { get; private init; } = Digest.Of([]);

    /// <summary>Of the file as it is kept, its digest in it.</summary>
    public Digest Content { get; private init; } = Digest.Of([]);

    public long Size { get; private init; }

    public PersonId MadeBy { get; private init; }

    public DateTimeOffset MadeAt { get; private init; }

    internal static MadeReport Of(ReportStamp stamp, string? system, Digest digest, Stored content, PersonId by, DateTimeOffset now) => new()
    {
        Id = ReportId.New(now),
        Kind = stamp.Form.Kind,
        System = system ?? "",
        Subject = stamp.Subject,
        Day = stamp.Day,
        Entries = stamp.Checkpoint.Size,
        Digest = digest,
        Content = content.Digest,
        Size = content.Size,
        MadeBy = by,
        MadeAt = now,
    };
}

/// <summary>The PDF of a document, kept by the digest of what it was printed from: printed again it would differ in a date, and be another file.</summary>
public sealed class PrintedDocument
{
    private PrintedDocument() { }

    /// <summary>That the document names.</summary>
    public Digest Source { get; private init; } = Digest.Of([]);

    public Digest Content { get; private set; } = Digest.Of([]);

    public long Size { get; private set; }

    public int Pages { get; private set; }

    public DateTimeOffset PrintedAt { get; private set; }

    internal static PrintedDocument Of(Digest source) => new() { Source = source };

    internal void Keep(Stored content, int pages, DateTimeOffset now) => (Content, Size, Pages, PrintedAt) = (content.Digest, content.Size, pages, now);
}
