using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Monitoring.Budgets;

/// <summary>Sets what a system may spend, which its owners say, or a department, which an administrator or an accountable executive says.</summary>
public sealed class SetBudget(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public const int LongestName = 120;
    private const long Highest = 1_000_000_000_000_000;

    /// <param name="System">Its code; absent of a department's.</param>
    /// <param name="Department">As entries name it; absent of a system's.</param>
    /// <param name="Period">Day, month or request.</param>
    /// <param name="Micros">In millionths of the organisation's currency.</param>
    public sealed record Input(string? System, string? Department, BudgetPeriod? Period, long Micros);

    public Task<Result<Guid>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Guid>(async db =>
    {
        var now = time.GetUtcNow();
        if (Faults(input) is { Count: > 0 } faults)
            return new Invalid(faults);

        var (scope, name, period) = (input.System is null ? BudgetScope.Department : BudgetScope.System, input.System ?? input.Department ?? "", input.Period.GetValueOrDefault());
        var refusal = input.System is { } code ? await WhyNotOfSystem(db, actor, code, ct) : await WhyNotOfDepartment(db, actor, name, ct);
        if (refusal is not null)
            return refusal is Forbidden ? db.Refused(actor, now, "budget.change", name, refusal) : refusal;

        var budget = await db.Budgets.SingleOrDefaultAsync(row => row.Scope == scope && row.Name == name && row.Period == period, ct);
        var before = budget?.Micros;
        if (budget is null)
            db.Budgets.Add(budget = Budget.Of(scope, name, period, now));
        budget.Set(input.Micros, actor.Person, now);
        db.Record(new EntryDraft(actor, now, BudgetEvents.Changed, name)
        {
            Made = $"{budget.Id}",
            Details = new Dictionary<string, string> { ["scope"] = $"{scope}", ["period"] = $"{period}", ["before"] = $"{before}", ["micros"] = $"{budget.Micros}" },
        });
        return budget.Id;
    }, ct);

    private static async Task<Refusal?> WhyNotOfSystem(PortalDb db, Actor actor, string code, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, code, ct) is not { } system)
            return new NotFound($"System '{code}'");

        return actor.RefusalOn(system.Id, code)
            ?? (actor.May(Permission.SetBudgets) && actor.Person is { } person && system.IsOwnedBy(person) ? null : new Forbidden("What a system may spend is said by its owners."));
    }

    private static async Task<Refusal?> WhyNotOfDepartment(PortalDb db, Actor actor, string department, CancellationToken ct)
    {
        List<PersonId> holders = [.. await db.HoldersOf(Role.Administrator, ct), .. await db.HoldersOf(Role.AccountableExecutive, ct)];
        if (!actor.May(Permission.SetBudgets) || actor.Person is not { } person || !holders.Contains(person))
            return new Forbidden("What a department may spend is said by an administrator or an accountable executive.");

        return await db.Revisions.AnyAsync(revision => revision.Content.Department == department, ct) ? null : new Invalid("department", "No entry of the register names this department.");
    }

    private static List<Fault> Faults(Input input) =>
    [
        .. (input.System is null) == (input.Department is null) ? [new Fault("system", "Name a system or a department, one of them.")] : Array.Empty<Fault>(),
        .. PlainText.LineProblem(input.System ?? input.Department ?? "", LongestName) is { } problem ? [new Fault(input.System is null ? "department" : "system", problem)] : Array.Empty<Fault>(),
        .. input.Period is { } period && Enum.IsDefined(period) ? [] : new[] { new Fault("period", $"Choose one of {string.Join(", ", Enum.GetNames<BudgetPeriod>())}.") },
        .. input.Micros is > 0 and <= Highest ? [] : new[] { new Fault("amountMicros", "This is an amount in millionths of the organisation's currency, more than 0.") },
    ];
}

/// <summary>What happens to a budget, in the words of the ledger.</summary>
internal static class BudgetEvents
{
    public const string Changed = "budget.changed";
}
