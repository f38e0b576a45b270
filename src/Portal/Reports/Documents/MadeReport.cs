using System.Globalization;
using Portal.Audit;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;
using Calendar = Portal.Shared.Calendar;

namespace Portal.Reports.Documents;

/// <summary>A document that was made, as the entry says that was written with it: the ledger is the list of them.</summary>
/// <param name="Index">Of the entry; the document is called by it.</param>
/// <param name="Form">Which document.</param>
/// <param name="System">The code of the system that it is about; empty where it is about all.</param>
/// <param name="Subject">That system with its name.</param>
/// <param name="Day">Of which day.</param>
/// <param name="Entries">Of the checkpoint that it rests on.</param>
/// <param name="Digest">That the document names.</param>
/// <param name="Content">Of the file as it is kept, its digest in it.</param>
/// <param name="MadeBy">Who had it made.</param>
/// <param name="MadeAt">When.</param>
public sealed record MadeReport(long Index, ReportForm Form, string System, string Subject, DateOnly Day, long Entries, Digest Digest, Stored Content, PersonId MadeBy, DateTimeOffset MadeAt)
{
    internal const string Action = "report.made";

    /// <summary>Of the entries about a document of this form, of one system or of all.</summary>
    public static string SubjectOf(ReportForm form, string system) => system.Length == 0 ? $"report/{form.Key}" : $"report/{form.Key}/{system}";

    public string Name => string.Join('-', new[] { Form.Key, System.ToLowerInvariant(), Calendar.Text(Day) }.Where(part => part.Length > 0));

    internal static EntryDraft Draft(ReportJob job, ReportStamp stamp, Digest digest, Stored content, DateTimeOffset now) => new(job.For, now, Action, SubjectOf(stamp.Form, job.System ?? ""))
    {
        After = digest,
        Details = new Dictionary<string, string>
        {
            ["report"] = stamp.Form.Key,
            ["system"] = job.System ?? "",
            ["of"] = stamp.Subject,
            ["day"] = Calendar.Text(stamp.Day),
            ["checkpoint"] = stamp.Checkpoint.Size.ToString(CultureInfo.InvariantCulture),
            ["content"] = content.Digest.Text,
            ["size"] = content.Size.ToString(CultureInfo.InvariantCulture),
        },
    };

    /// <summary>Null where the entry is not of a document that this portal knows.</summary>
    internal static MadeReport? Of(LedgerEntry entry) =>
        entry.Person is { } person && ReportEntry.Read(entry.Bytes) is { } said && ReportForms.Named(said["report"]) is { } form
        && Digest.TryParse(said.After) is { } digest && Digest.TryParse(said["content"]) is { } content && said.Number("size") is { } size && said.Number("checkpoint") is { } entries
        && DateOnly.TryParseExact(said["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new MadeReport(entry.Index, form, said["system"] ?? "", said["of"] ?? "", day, entries, digest, new Stored(content, size), person, entry.Time)
            : null;
}

/// <summary>The PDF of a document, kept by the digest of what it was printed from: printed again it would differ in a date, and be another file.</summary>
public sealed record PrintedDocument(Digest Source, Stored Content, int Pages)
{
    internal const string Action = "report.printed";

    internal static string SubjectOf(Digest source) => $"report/{source.Hex}";

    internal static EntryDraft Draft(Actor printer, Digest source, Stored content, int pages, DateTimeOffset now) => new(printer, now, Action, SubjectOf(source))
    {
        Before = source,
        After = content.Digest,
        Details = new Dictionary<string, string> { ["size"] = content.Size.ToString(CultureInfo.InvariantCulture), ["pages"] = pages.ToString(CultureInfo.InvariantCulture) },
    };

    internal static PrintedDocument? Of(LedgerEntry entry) =>
        ReportEntry.Read(entry.Bytes) is { } said && Digest.TryParse(said.Before) is { } source && Digest.TryParse(said.After) is { } content && said.Number("size") is { } size && said.Number("pages") is { } pages
            ? new PrintedDocument(source, new Stored(content, size), (int)pages)
            : null;
}

/// <summary>What an entry about a document says.</summary>
internal sealed class ReportEntry
{
    private readonly CanonicalValue.Object _whole;

    private ReportEntry(CanonicalValue.Object whole) => _whole = whole;

    public string? Before => Text(_whole["before"]);

    public string? After => Text(_whole["after"]);

    public string? this[string detail] => _whole["details"] is CanonicalValue.Object details ? Text(details[detail]) : null;

    public static ReportEntry? Read(byte[] bytes) => CanonicalJson.Parse(bytes) is CanonicalValue.Object whole ? new ReportEntry(whole) : null;

    public long? Number(string detail) => long.TryParse(this[detail], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(CanonicalValue? value) => value is CanonicalValue.Text text ? text.Value : null;
}
