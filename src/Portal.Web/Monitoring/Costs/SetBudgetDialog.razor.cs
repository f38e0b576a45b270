using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Budgets;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Costs;

/// <summary>Says what a system or a department may spend.</summary>
public sealed partial class SetBudgetDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<BudgetScope>> Scopes = [new(BudgetScope.System, "A system"), new(BudgetScope.Department, "A department")];
    private static readonly IReadOnlyList<Choice<BudgetPeriod?>> Periods = [new(BudgetPeriod.Day, "A day"), new(BudgetPeriod.Month, "A month"), new(BudgetPeriod.Request, "A request", "judged by the mean of the last hour")];

    private BudgetScope _scope = BudgetScope.System;
    private string _system = "";
    private string? _department;
    private BudgetPeriod? _period;
    private string _amount = "";
    private Invalid? _refused;
    private string? _refusal;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<string> Departments { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private SetBudget SetBudget { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    private async Task Set()
    {
        var ofSystem = _scope == BudgetScope.System;
        var name = ofSystem ? _system.Trim().ToUpperInvariant() : _department ?? "";
        var result = await SetBudget.Run(await Actor.Get(), new(ofSystem ? name : null, ofSystem ? null : name, _period, Money.Micros(_amount) ?? 0), default);
        (_refused, _refusal) = (result.Refusal as Invalid, result.Refusal is null or Invalid ? null : result.Refusal.Message);
        if (result.Refusal is not null)
            return;

        Toasts.Show(StatusKind.Pass, $"The budget of {name} is set.");
        await OnClose.InvokeAsync();
    }

    private string? Fault(string field) => _refused?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;
}
