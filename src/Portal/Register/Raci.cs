using Portal.Ledger;

namespace Portal.Register;

/// <summary>
/// Who does what for a system: responsible, accountable, consulted, informed. Each activity that is filled in has exactly one who is
/// accountable and somebody who does it; who is accountable may do it too.
/// </summary>
public sealed class Raci : IEquatable<Raci>
{
    private readonly SortedDictionary<(RaciActivity Activity, RaciParty Party), RaciPart> _cells;

    private Raci(SortedDictionary<(RaciActivity, RaciParty), RaciPart> cells) => _cells = cells;

    /// <summary>An empty grid: the entry is kept by its owners.</summary>
    public static Raci None { get; } = new([]);

    /// <summary>What a new entry begins with.</summary>
    public static Raci Usual { get; } = Of(
    [
        new(RaciActivity.Register, RaciParty.BusinessOwner, RaciPart.Accountable), new(RaciActivity.Register, RaciParty.TechnicalOwner, RaciPart.Responsible), new(RaciActivity.Register, RaciParty.Risk, RaciPart.Informed),
        new(RaciActivity.Classify, RaciParty.Risk, RaciPart.Accountable), new(RaciActivity.Classify, RaciParty.BusinessOwner, RaciPart.Responsible),
        new(RaciActivity.Evaluate, RaciParty.Validator, RaciPart.Accountable), new(RaciActivity.Evaluate, RaciParty.TechnicalOwner, RaciPart.Responsible), new(RaciActivity.Evaluate, RaciParty.BusinessOwner, RaciPart.Consulted),
        new(RaciActivity.Approve, RaciParty.Board, RaciPart.Accountable), new(RaciActivity.Approve, RaciParty.Risk, RaciPart.Responsible), new(RaciActivity.Approve, RaciParty.AccountableExecutive, RaciPart.Informed),
        new(RaciActivity.Deploy, RaciParty.TechnicalOwner, RaciPart.Accountable), new(RaciActivity.Deploy, RaciParty.OnCall, RaciPart.Responsible), new(RaciActivity.Deploy, RaciParty.BusinessOwner, RaciPart.Informed),
        new(RaciActivity.Monitor, RaciParty.TechnicalOwner, RaciPart.Accountable), new(RaciActivity.Monitor, RaciParty.OnCall, RaciPart.Responsible), new(RaciActivity.Monitor, RaciParty.BusinessOwner, RaciPart.Informed),
        new(RaciActivity.Incident, RaciParty.BusinessOwner, RaciPart.Accountable), new(RaciActivity.Incident, RaciParty.OnCall, RaciPart.Responsible), new(RaciActivity.Incident, RaciParty.Risk, RaciPart.Consulted), new(RaciActivity.Incident, RaciParty.AccountableExecutive, RaciPart.Informed),
        new(RaciActivity.RollBack, RaciParty.TechnicalOwner, RaciPart.Accountable), new(RaciActivity.RollBack, RaciParty.OnCall, RaciPart.Responsible), new(RaciActivity.RollBack, RaciParty.BusinessOwner, RaciPart.Informed),
        new(RaciActivity.Drill, RaciParty.TechnicalOwner, RaciPart.Accountable), new(RaciActivity.Drill, RaciParty.OnCall, RaciPart.Responsible),
        new(RaciActivity.Retire, RaciParty.BusinessOwner, RaciPart.Accountable), new(RaciActivity.Retire, RaciParty.TechnicalOwner, RaciPart.Responsible), new(RaciActivity.Retire, RaciParty.Risk, RaciPart.Informed),
    ]);

    public bool IsEmpty => _cells.Count == 0;

    public IEnumerable<RaciCell> Cells => _cells.Select(cell => new RaciCell(cell.Key.Activity, cell.Key.Party, cell.Value));

    public RaciPart? this[RaciActivity activity, RaciParty party] => _cells.TryGetValue((activity, party), out var part) ? part : null;

    public static Raci Of(IEnumerable<RaciCell> cells)
    {
        var sorted = new SortedDictionary<(RaciActivity, RaciParty), RaciPart>();
        foreach (var cell in cells)
            sorted[(cell.Activity, cell.Party)] = cell.Part;
        return new Raci(sorted);
    }

    public Raci With(RaciActivity activity, RaciParty party, RaciPart? part) => part is { } given
        ? Of([.. Cells, new RaciCell(activity, party, given)])
        : Of(Cells.Where(cell => (cell.Activity, cell.Party) != (activity, party)));

    /// <summary>What is wrong with the grid, an activity a line.</summary>
    public IReadOnlyList<string> Problems => IsEmpty ? [] : [.. Enum.GetValues<RaciActivity>().Select(ProblemOf).OfType<string>()];

    /// <summary>An empty grid leaves the register to both owners and what answers for it to the business owner.</summary>
    internal bool HasHand(RaciActivity activity, RaciParty party) => IsEmpty
        ? party is RaciParty.BusinessOwner or RaciParty.TechnicalOwner
        : this[activity, party] is RaciPart.Accountable or RaciPart.Responsible or RaciPart.AccountableAndResponsible;

    internal bool Answers(RaciActivity activity, RaciParty party) => IsEmpty
        ? party == RaciParty.BusinessOwner
        : this[activity, party] is RaciPart.Accountable or RaciPart.AccountableAndResponsible;

    internal CanonicalValue ToCanonical() =>
        CanonicalJson.List([.. Cells.Select(cell => (CanonicalValue)$"{cell.Activity}/{cell.Party}/{cell.Part}")]);

    public bool Equals(Raci? other) => other is not null && _cells.SequenceEqual(other._cells);

    public override bool Equals(object? obj) => Equals(obj as Raci);

    public override int GetHashCode() => Cells.Aggregate(0, HashCode.Combine);

    private string? ProblemOf(RaciActivity activity)
    {
        var parts = Cells.Where(cell => cell.Activity == activity).Select(cell => cell.Part).ToList();
        var accountable = parts.Count(part => part is RaciPart.Accountable or RaciPart.AccountableAndResponsible);
        return (accountable, parts.Any(part => part is RaciPart.Responsible or RaciPart.AccountableAndResponsible)) switch
        {
            (0, _) => $"{EntryWords.Of(activity)}: nobody is accountable.",
            ( > 1, _) => $"{EntryWords.Of(activity)}: {accountable} are accountable, and only one can be.",
            (_, false) => $"{EntryWords.Of(activity)}: nobody is responsible.",
            _ => null,
        };
    }
}

public readonly record struct RaciCell(RaciActivity Activity, RaciParty Party, RaciPart Part);

public enum RaciActivity { Register = 1, Classify, Evaluate, Approve, Deploy, Monitor, Incident, RollBack, Drill, Retire }

/// <summary>Who can have a part: the people that the entry names, and roles of the organisation.</summary>
public enum RaciParty { BusinessOwner = 1, TechnicalOwner, AccountableExecutive, Risk, Validator, Board, OnCall }

public enum RaciPart { Responsible = 1, Accountable, AccountableAndResponsible, Consulted, Informed }
