using Portal.Audit;
using Portal.Shared;

namespace Portal.Reports.Documents;

/// <summary>What a document is of, and which state of the portal it says that of: the same two give the same document.</summary>
/// <param name="Form">Which document.</param>
/// <param name="Subject">The system that it is about, as "AIS-0001 Credit scoring"; empty where it is about all.</param>
/// <param name="Organisation">Whose; empty where the settings do not say.</param>
/// <param name="Day">The day whose end it shows, in the organisation's zone.</param>
/// <param name="At">The instant that it shows: when the last entry under the checkpoint was made.</param>
/// <param name="Checkpoint">What the ledger was then, signed.</param>
public sealed record ReportStamp(ReportForm Form, string Subject, string Organisation, DateOnly Day, DateTimeOffset At, CheckpointView Checkpoint)
{
    /// <summary>That amounts are in.</summary>
    public string Currency { get; init; } = "";

    public string Title => Subject.Length == 0 ? Form.Title : $"{Form.Title}: {Subject}";
}

/// <summary>What a document says, before it has a form.</summary>
public abstract record ReportDocument(ReportStamp Stamp);

/// <summary>Draws what a document says as one file of HTML that needs nothing else. Where its own digest is to stand there is <see cref="SealedDocument.NoDigest"/>.</summary>
public delegate Task<string> DrawDocument(ReportDocument document, CancellationToken ct);

/// <summary>Prints such a file as PDF.</summary>
public delegate Task<Result<PrintedPages>> PrintDocument(string html, CancellationToken ct);

/// <param name="Pdf">The file.</param>
/// <param name="Pages">How many there are.</param>
public sealed record PrintedPages(byte[] Pdf, int Pages);
