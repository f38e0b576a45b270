using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

public enum DocumentState { InReview = 1, Approved, Returned }

public enum DocumentFormat { Pdf = 1, Markdown, Text }

/// <summary>A document about a version: written by one person, read and judged by another. A better one is a new document.</summary>
public sealed class Document : IVersioned
{
    public const int LongestTitle = 160;
    public const int LongestFileName = 120;
    public const int LongestRemarks = 4000;

    private static readonly HashSet<(DocumentState From, DocumentState To)> Moves =
    [
        (DocumentState.InReview, DocumentState.Approved),
        (DocumentState.InReview, DocumentState.Returned),
    ];

    private Document() { }

    public DocumentId Id { get; private set; }

    public VersionId ModelVersion { get; private set; }

    /// <summary>1, 2, 3 for the version: the order of submission, whatever the clock said.</summary>
    public int Ordinal { get; private set; }

    public DocumentKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public string FileName { get; private set; } = "";

    public DocumentFormat Format { get; private set; }

    public Digest Content { get; private set; } = Digest.Of([]);

    public long Size { get; private set; }

    public PersonId Author { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>The last day on which it counts, as its author says; absent when it says nothing.</summary>
    public DateOnly? ValidUntil { get; private set; }

    public DocumentState State { get; private set; }

    public PersonId? Reviewer { get; private set; }

    public string Remarks { get; private set; } = "";

    public DateTimeOffset? ReviewedAt { get; private set; }

    public int Version { get; private set; }

    public static bool CanMove(DocumentState from, DocumentState to) => Moves.Contains((from, to));

    internal static Document Submit(VersionId version, int ordinal, SubmittedDocument submitted, PersonId author, DateTimeOffset now) => new()
    {
        Id = DocumentId.New(now),
        ModelVersion = version,
        Ordinal = ordinal,
        Kind = submitted.Kind,
        Title = submitted.Title,
        FileName = submitted.FileName,
        Format = submitted.Format,
        Content = submitted.Content,
        Size = submitted.Size,
        ValidUntil = submitted.ValidUntil,
        Author = author,
        SubmittedAt = now,
        State = DocumentState.InReview,
    };

    internal Refusal? Approve(PersonId reviewer, string remarks, DateTimeOffset now) => Review(DocumentState.Approved, reviewer, remarks, now);

    internal Refusal? Return(PersonId reviewer, string remarks, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(remarks)
            ? new Invalid("remarks", "Say what the author should change.")
            : Review(DocumentState.Returned, reviewer, remarks, now);

    private Refusal? Review(DocumentState to, PersonId reviewer, string remarks, DateTimeOffset now)
    {
        if (PlainText.RemarkProblem(remarks, LongestRemarks) is { } problem)
            return new Invalid("remarks", problem);
        if (reviewer == Author)
            return new Forbidden("Who wrote a document does not review it.");
        if (!CanMove(State, to))
            return new NotAllowed($"'{Title}' was {(State == DocumentState.Approved ? "approved" : "returned")} already.");

        (State, Reviewer, Remarks, ReviewedAt) = (to, reviewer, remarks.Trim(), now);
        return null;
    }
}

/// <summary>What was submitted, checked.</summary>
internal sealed record SubmittedDocument(DocumentKind Kind, string Title, string FileName, DocumentFormat Format, Digest Content, long Size, DateOnly? ValidUntil);
