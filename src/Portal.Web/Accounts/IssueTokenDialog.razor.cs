using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Accounts;

/// <summary>Asks what a token is for, and shows its secret, once. What was typed outlives a refusal and a closed dialog.</summary>
public sealed partial class IssueTokenDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<int>> Validities = [new(30, "30 days"), new(90, "90 days"), new(180, "180 days"), new(365, "a year")];
    private static readonly IReadOnlyList<Choice<bool>> Reaches =
        [new(false, "Chosen systems", "A request that names another one is refused"), new(true, "All systems", "Those filed later, too")];

    private readonly HashSet<Permission> _scopes = [];
    private IReadOnlyList<Choice<PersonLine>> _people = [];
    private PersonLine? _person;
    private string _label = "";
    private string _systems = "";
    private string _reason = "";
    private int _days = 90;
    private bool _all;
    private bool _busy;
    private Refusal? _refusal;
    private IssueToken.Issued? _issued;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public required Actor Me { get; set; }

    [Parameter, EditorRequired] public EventCallback OnIssued { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private IssueToken IssueToken { get; set; } = default!;

    [Inject] private SystemCodes Systems { get; set; } = default!;

    [Inject] private PeopleQueries People { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    /// <summary>For somebody else any scope; for oneself what one's own roles permit.</summary>
    private IReadOnlyList<Choice<Permission>> Offered =>
        _person is { } person && !Me.Is(person.Id) ? ScopeWords.All : [.. ScopeWords.All.Where(scope => Me.May(scope.Value))];

    protected override async Task OnInitializedAsync()
    {
        if (Me.May(Permission.ManagePeople))
            _people = [.. (await People.All(default)).Where(person => !Me.Is(person.Id)).Select(person => new Choice<PersonLine>(person, person.Name, person.Email))];
    }

    private void Choose(PersonLine? person)
    {
        _person = person;
        _scopes.IntersectWith(Offered.Select(scope => scope.Value));
    }

    private void Toggle(Permission scope)
    {
        if (!_scopes.Remove(scope))
            _scopes.Add(scope);
    }

    private async Task Issue()
    {
        if (_busy || (_person?.Id ?? Me.Person) is not { } person)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            if (!(await Named()).Succeeded(out var named, out _refusal))
                return;

            var input = new IssueToken.Input(person, _label.Trim(), [.. _scopes], named.Systems, TimeSpan.FromDays(_days), _reason);
            if (!(await IssueToken.Run(await Actor.Get(), input, default)).Succeeded(out _issued, out _refusal))
                return;
        }
        finally
        {
            _busy = false;
        }

        (_label, _systems, _reason, _person) = ("", "", "", null);
        _scopes.Clear();
        await OnIssued.InvokeAsync();
    }

    private async Task<Result<Reach>> Named()
    {
        if (_all)
            return new Reach(null);

        var codes = _systems.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(code => code.ToUpperInvariant()).Distinct().ToList();
        var known = await Systems.Of(codes, default);
        return codes.Where(code => !known.ContainsKey(code)).ToList() is { Count: > 0 } unknown
            ? new Invalid("systems", $"There is no {string.Join(", ", unknown)} in the register.")
            : new Reach([.. known.Values]);
    }

    private string? Error(string field) => (_refusal as Invalid)?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private Task Close()
    {
        (_issued, _refusal) = (null, null);
        return OnClose.InvokeAsync();
    }

    private sealed record Reach(IReadOnlyList<SystemId>? Systems);
}
