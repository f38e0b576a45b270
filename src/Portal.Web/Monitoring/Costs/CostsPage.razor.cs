using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Budgets;
using Portal.Monitoring.Costs;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;

namespace Portal.Web.Monitoring.Costs;

/// <summary>Spending of a month, budgets, prices and what has none; read again when one of them changes.</summary>
public sealed partial class CostsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private SpendShown? _shown;
    private UnpricedCalls? _pricing;
    private bool _setting;
    private bool _isPricing;

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private string? Month { get; set; }

    [SupplyParameterFromQuery] private string? By { get; set; }

    [SupplyParameterFromQuery] private string? System { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    [Inject] private SpendQueries Spends { get; set; } = default!;

    [Inject] private SpendDetailQueries Details { get; set; } = default!;

    [Inject] private BudgetQueries Budgets { get; set; } = default!;

    [Inject] private CostQueries Costs { get; set; } = default!;

    [Inject] private PolicyQueries Policies { get; set; } = default!;

    [Inject] private RegisterQueries Register { get; set; } = default!;

    [Inject] private PortalOptions Options { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string Current => Tab is "budgets" or "unpriced" or "prices" ? Tab : "spend";

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var me = await Actor.Get(_stop.Token);
        var asOf = Day.AsOf;
        var today = DateOnly.FromDateTime((asOf.At ?? Time.GetUtcNow()).UtcDateTime);
        var first = MonthAddress.Read(Month, today).First;
        var models = await Details.ByModel(first, first.AddMonths(1), asOf, _stop.Token);
        _shown = new SpendShown(first, today)
        {
            Systems = await Spends.Month(first, asOf, _stop.Token),
            Days = await Details.ByDay(first, first.AddMonths(1), asOf, _stop.Token),
            Today = await Spends.Between(today, today.AddDays(1), asOf, _stop.Token),
            Models = models.Models,
            Unpriced = models.Unpriced,
            Budgets = await Budgets.All(asOf, _stop.Token),
            Levels = (await Policies.InForce(asOf, _stop.Token) is { } policy ? policy.Rules.Value : await Policies.InForce(_stop.Token)).Budgets,
            Prices = await Costs.Prices(asOf, _stop.Token),
            Names = await Details.Names(asOf, _stop.Token),
            Departments = (await Register.Choices(asOf, _stop.Token)).Departments,
            IsPast = asOf.At is not null,
            MaySetBudgets = me.May(Permission.SetBudgets),
            MayAddPrices = me.May(Permission.FileSystems),
        };
    }

    private void Price(UnpricedCalls? calls) => (_isPricing, _pricing) = (true, calls);

    private async Task Done()
    {
        (_setting, _isPricing, _pricing) = (false, false, null);
        await Read();
    }
}
