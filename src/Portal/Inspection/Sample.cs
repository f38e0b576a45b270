using Portal.Shared;

namespace Portal.Inspection;

/// <summary>
/// Lines of a list that nobody chose: drawn by a seed that is on record, so that whoever has the list can draw them again. What the list
/// was stays beside it; only notes are added later, each by its author and for good.
/// </summary>
public sealed class Sample
{
    public const int LongestPurpose = 400;
    public const int LongestWords = 4000;
    public const int LongestFilter = 2000;

    private readonly List<SampleItem> _items = [];

    private Sample() { }

    internal Sample(string code, SampleOf of, DrawnLines drawn, PersonId by, DateTimeOffset now)
    {
        (Id, Code, DrawnBy, DrawnAt) = (SampleId.New(now), code, by, now);
        (List, Title, Filter, Day, IsOfPast, Seed, Wanted, Purpose) = (of.List, of.Title, of.Filter, of.Day, of.IsOfPast, of.Seed, of.Wanted, of.Purpose);
        (PopulationSize, Population) = (drawn.Size, drawn.Population);
        _items.AddRange(drawn.Lines.Select((line, at) => new SampleItem(at + 1, line)));
    }

    public SampleId Id { get; private set; }

    /// <summary>SP-0001, from the sequence.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The list's key, and what it is called.</summary>
    public string List { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>What the list was filtered by, as it stands in the address of its page; empty for all of it.</summary>
    public string Filter { get; private set; } = "";

    public DateOnly Day { get; private set; }

    /// <summary>The list as it was at the end of that day; otherwise as it was at the moment of drawing.</summary>
    public bool IsOfPast { get; private set; }

    public string Seed { get; private set; } = "";

    /// <summary>How many were asked for; a shorter list is drawn whole.</summary>
    public int Wanted { get; private set; }

    /// <summary>What the sample is to show.</summary>
    public string Purpose { get; private set; } = "";

    public int PopulationSize { get; private set; }

    /// <summary>Of the file of the names of all lines, in the list's order, which is kept.</summary>
    public Digest Population { get; private set; } = Digest.Of([]);

    public PersonId DrawnBy { get; private set; }

    public DateTimeOffset DrawnAt { get; private set; }

    public IReadOnlyList<SampleItem> Items => _items;

    /// <summary>Adds what was found at one line; only who drew the sample does.</summary>
    internal Result<SampleNote> Note(PersonId person, int number, SampleMark? mark, string words, int notes, DateTimeOffset now)
    {
        if (person != DrawnBy)
            return new Forbidden($"Whoever drew {Code} writes its notes.");
        if (_items.Find(item => item.Number == number) is not { } item)
            return new NotFound($"Line {number} of {Code}");
        if (words.Length == 0 && mark is not SampleMark.Fits)
            return new Invalid("words", mark is SampleMark.Deviates ? "Say what deviates." : "Write the note.");
        if (words.Length == 0 && mark == item.Mark)
            return new Invalid("words", "This is how it stands already: write what is new.");

        item.Mark = mark ?? item.Mark;
        return new SampleNote(Id, number, notes + 1, person, mark, words, now);
    }
}

/// <summary>Which list was drawn from, and how.</summary>
internal sealed record SampleOf(string List, string Title, string Filter, DateOnly Day, bool IsOfPast, string Seed, int Wanted, string Purpose);

/// <summary>A line that was drawn: its name, its place in the list, the key that it was drawn by, and what it said.</summary>
public sealed class SampleItem
{
    private SampleItem() { }

    internal SampleItem(int number, DrawnLine line) =>
        (Number, Subject, Name, System, Position, Key, Cells, Mark) = (number, line.Subject, line.Name, line.System, line.Position, line.Key, line.Cells, SampleMark.Open);

    public SampleId Sample { get; private set; }

    /// <summary>In the order of drawing.</summary>
    public int Number { get; private set; }

    /// <summary>The code by which it is opened.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The subject, with the number of the line among its own where it has several.</summary>
    public string Name { get; private set; } = "";

    public string? System { get; private set; }

    /// <summary>From 1, in the list's order.</summary>
    public int Position { get; private set; }

    public Digest Key { get; private set; } = Digest.Of([]);

    /// <summary>The line as it stood, title and text of each column that says nothing of a person.</summary>
    public string Cells { get; private set; } = "";

    public SampleMark Mark { get; internal set; }
}

/// <summary>What somebody found at a line. Never changed.</summary>
public sealed class SampleNote
{
    private SampleNote() { }

    internal SampleNote(SampleId sample, int item, int number, PersonId by, SampleMark? mark, string words, DateTimeOffset now) =>
        (Sample, Item, Number, By, Mark, Words, At) = (sample, item, number, by, mark, words, now);

    public SampleId Sample { get; private set; }

    public int Item { get; private set; }

    public int Number { get; private set; }

    public PersonId By { get; private set; }

    /// <summary>Absent when the line stays marked as it was.</summary>
    public SampleMark? Mark { get; private set; }

    public string Words { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>How a line was found.</summary>
public enum SampleMark { Open = 1, Fits, Deviates }
