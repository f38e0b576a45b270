using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Layout;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>Says what must be done, by whom and until when. Leads to the finding's own page.</summary>
public sealed partial class RaiseDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<FindingSeverity?>> Severities =
    [
        new(FindingSeverity.Severe, "Severe", "somebody may come to harm"), new(FindingSeverity.Moderate, "Moderate", "to be put right in time"), new(FindingSeverity.Note, "Note", "to be known"),
    ];

    private static readonly IReadOnlyList<Choice<FindingSource?>> Sources = [.. Enum.GetValues<FindingSource>().Select(source => new Choice<FindingSource?>(source, FindingText.Of(source)))];

    private IReadOnlyList<Choice<string>> _systems = [];
    private IReadOnlyList<Choice<PersonId?>> _people = [];
    private bool _mayRaiseOnNone;
    private string? _system;
    private string _title = "";
    private string _text = "";
    private string _about = "";
    private FindingSeverity? _severity;
    private FindingSource? _source;
    private PersonId? _owner;
    private DateOnly? _due;
    private Invalid? _refused;
    private string? _refusal;
    private bool _read;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    /// <summary>The code of the one system that it is about; null where it is to be chosen.</summary>
    [Parameter, EditorRequired] public required string? System { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private RaiseFinding RaiseFinding { get; set; } = default!;

    [Inject] private FindingQueries Findings { get; set; } = default!;

    [Inject] private PeopleQueries People { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private PageDay Day { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (!Open || _read)
            return;

        _read = true;
        var me = await Actor.Get();
        _systems = [.. (await Findings.MayRaiseOn(me, default)).Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}"))];
        _mayRaiseOnNone = await Findings.MayRaiseOnNone(me, default);
        _people = [.. (await People.Present(default)).Select(person => new Choice<PersonId?>(person.Id, person.Name, person.Department))];
    }

    private async Task Raise()
    {
        if (_busy)
            return;

        _refusal = null;
        _refused = FaultsNow() is { Count: > 0 } faults ? new Invalid(faults) : null;
        if (_refused is not null || _severity is not { } severity || _source is not { } source || _owner is not { } owner)
            return;

        _busy = true;
        try
        {
            var raised = await RaiseFinding.Run(await Actor.Get(), new(System ?? _system, source, severity, _title, _text, owner, _due ?? default, _about), default);
            if (raised.Succeeded(out var code, out var refusal))
            {
                Toasts.Show(StatusKind.Pass, $"{code} is raised.");
                Navigator.NavigateTo($"findings/{code}");
            }
            else
            {
                (_refused, _refusal) = (refusal as Invalid, refusal is Invalid ? null : refusal.Message);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>All that is missing, at once.</summary>
    private List<Fault> FaultsNow()
    {
        var draft = new NewFinding(_source ?? FindingSource.Review, _severity ?? FindingSeverity.Note, null, _title, _text, _owner ?? default, _due ?? default) { About = _about }.Tidied();
        List<Fault> faults = [.. draft.Faults(Day.Today)];
        if (System is null && _system is null && !_mayRaiseOnNone)
            faults.Add(new Fault("system", "Say which system it is about."));
        if (_severity is null)
            faults.Add(new Fault("severity", "Say how severe it is."));
        if (_source is null)
            faults.Add(new Fault("source", "Say what brought it up."));
        if (_owner is null)
            faults.Add(new Fault("owner", "Say who has it."));
        return faults;
    }

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
