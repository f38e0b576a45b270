using Microsoft.AspNetCore.Components;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Policies;

/// <summary>The rules in force, or one earlier version of them, to be read by everybody.</summary>
public sealed partial class PoliciesPage(PolicyQueries policies, DraftPolicy draft, NavigationManager navigator, Toasts toasts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PolicyView? _policy;
    private PolicyView? _open;
    private Policy? _rules;
    private IReadOnlyList<PolicyLine> _history = [];
    private int? _inForce;
    private bool _mayManage;
    private bool _nothing;

    [Parameter] public int? Number { get; set; }

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    private IReadOnlyList<Tab> Parts =>
    [
        new("rules", "Rules"), new("statements", "Statements"),
        .. _policy?.Before is null ? Array.Empty<Tab>() : [new("changes", "Changes", _policy.Changes.Count)],
        new("versions", "Versions", _history.Count),
    ];

    private string Current => Parts.FirstOrDefault(part => part.Key == Tab)?.Key ?? Parts[0].Key;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        _mayManage = (await Actor.Get(_stop.Token)).May(Permission.ManagePolicies);
        _history = await policies.History(Day.AsOf, _stop.Token);
        _inForce = _history is [var newest, ..] ? newest.Number : null;
        _open = Day.IsNow ? await policies.Open(_stop.Token) : null;
        if (Number is { } number && _history.All(line => line.Number != number))
        {
            // The ledger names a draft by the number that it will have.
            if (_open?.Number == number)
                navigator.NavigateTo("policies/draft", replace: true);
            else
                navigator.NotFound();
            return;
        }

        _policy = Number is { } one ? await policies.One(one, _stop.Token) : await policies.InForce(Day.AsOf, _stop.Token);
        _nothing = _policy is null;
        _rules = _policy is { } found && found.Rules.Succeeded(out var rules, out _) ? rules : null;
    }

    private async Task Begin()
    {
        if ((await draft.Begin(await Actor.Get(_stop.Token), _stop.Token)).Succeeded(out _, out var refusal))
            navigator.NavigateTo("policies/draft");
        else
            toasts.Show(StatusKind.Fail, refusal.Message);
    }
}
