namespace Portal.Web.Reports.Documents;

/// <summary>A numbered heading: "3", "3.2".</summary>
internal sealed class DocumentHeading(DocumentHeading? above, int at, string title)
{
    private readonly List<DocumentHeading> _below = [];

    public string Title => title;

    public string Number { get; } = above is null ? $"{at}" : $"{above.Number}.{at}";

    public string Id => $"s{Number.Replace('.', '-')}";

    public int Level { get; } = above is null ? 1 : above.Level + 1;

    public IReadOnlyList<DocumentHeading> Below => _below;

    public DocumentHeading Add(string below)
    {
        var heading = new DocumentHeading(this, _below.Count + 1, below);
        _below.Add(heading);
        return heading;
    }
}

/// <summary>
/// The headings of a document as its sections name themselves while they are drawn. Chapters stand in the document's own markup, so that they
/// come in their order.
/// </summary>
internal sealed class DocumentOutline
{
    private readonly List<DocumentHeading> _chapters = [];

    /// <summary>The contents stand before what they list, and are drawn again.</summary>
    public event Action? Grew;

    public IReadOnlyList<DocumentHeading> Chapters => _chapters;

    public DocumentHeading Add(DocumentHeading? above, string title)
    {
        var heading = above?.Add(title) ?? new DocumentHeading(null, _chapters.Count + 1, title);
        if (above is null)
            _chapters.Add(heading);
        Grew?.Invoke();
        return heading;
    }
}
