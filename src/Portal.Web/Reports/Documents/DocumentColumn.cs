using Portal.Web.Ui;

namespace Portal.Web.Reports.Documents;

/// <summary>A column of a table in a document.</summary>
/// <param name="Title">In its head.</param>
/// <param name="Text">What stands in a cell.</param>
public sealed record DocumentColumn<TRow>(string Title, Func<TRow, string?> Text)
{
    /// <summary>A second line, smaller.</summary>
    public Func<TRow, string?>? Sub { get; init; }

    /// <summary>Of a cell that says how something came out.</summary>
    public Func<TRow, VerdictKind?>? Verdict { get; init; }

    public string? Css { get; init; }

    /// <summary>Of the table's width, in percent; what is left is shared by those that say none.</summary>
    public int? Width { get; init; }
}

public static class DocumentColumn
{
    /// <summary>Figures stand under each other, at the right.</summary>
    public static DocumentColumn<TRow> Figure<TRow>(string title, Func<TRow, string?> text) => new(title, text) { Css = "right nowrap" };

    public static DocumentColumn<TRow> Date<TRow>(string title, Func<TRow, string?> text) => new(title, text) { Css = "nowrap" };

    public static DocumentColumn<TRow> Code<TRow>(string title, Func<TRow, string?> text) => new(title, text) { Css = "code" };
}
