using Portal.Shared;

namespace Portal.Monitoring.Budgets;

/// <summary>What a budget was until it was set anew. What it is since stands in the budget itself.</summary>
public sealed class BudgetRevision
{
    private BudgetRevision() { }

    internal BudgetRevision(long micros, PersonId? setBy, DateTimeOffset from, DateTimeOffset to) => (Micros, SetBy, ValidFrom, ValidTo) = (micros, setBy, from, to);

    public Guid Budget { get; private set; }

    public long Micros { get; private set; }

    public PersonId? SetBy { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset ValidTo { get; private set; }
}
