using Portal.Shared;

namespace Portal.Accounts;

/// <summary>One term of a board seat: a function, who holds it and who stands in for the holder. Terms are kept; a new one ends the one before.</summary>
public sealed class Seat
{
    public const int LongestFunction = 60;

    /// <summary>The functions of a board as they are shipped, in their order; an organisation may have others.</summary>
    public static readonly IReadOnlyList<string> Shipped = ["Risk", "Legal", "Data", "Technology", "Architecture"];

    private Seat() { }

    /// <summary>A seat that is held since then, without an end.</summary>
    public Seat(string function, PersonId holder, DateTimeOffset since, PersonId? alternate = null) =>
        (Id, Function, Holder, Alternate, ValidFrom) = (SeatId.New(since), function, holder, alternate, since);

    public SeatId Id { get; private set; }

    public string Function { get; private set; } = "";

    public PersonId Holder { get; private set; }

    public PersonId? Alternate { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    /// <summary>The end of the term, or when it was ended before that.</summary>
    public DateTimeOffset? ValidTo { get; private set; }

    public bool IsOpen(DateTimeOffset now) => ValidFrom <= now && (ValidTo is null || ValidTo > now);

    /// <summary>It is held, or will be.</summary>
    public bool IsOver(DateTimeOffset now) => ValidTo <= now || ValidTo <= ValidFrom;

    internal static Seat Term(string function, PersonId holder, PersonId? alternate, DateTimeOffset from, DateTimeOffset? to, DateTimeOffset now) =>
        new(function, holder, from, alternate) { Id = SeatId.New(now), ValidTo = to };

    /// <summary>A term that has not begun ends where it begins: it never was.</summary>
    internal void End(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    internal void DropAlternate() => Alternate = null;
}

/// <summary>Who sits where at one moment; what a board step reads.</summary>
public sealed record SeatHolding(string Function, PersonId Holder, PersonId? Alternate);
