using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>Asks for an exception to a check of the gate that does not pass now. Leads to the exception's own page.</summary>
public sealed partial class RequestExceptionDialog : ComponentBase
{
    private const int MostVersions = 50;

    private IReadOnlyList<Choice<string>> _systems = [];
    private IReadOnlyList<VersionLine> _lines = [];
    private IReadOnlyList<CheckResult> _results = [];
    private string? _system;
    private string? _version;
    private string? _check;
    private string _reason = "";
    private string _control = "";
    private DateOnly? _last;
    private Invalid? _refused;
    private string? _refusal;
    private int? _mostDays;
    private bool _read;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    /// <summary>The code of the one system that it is for; null where it is to be chosen.</summary>
    [Parameter, EditorRequired] public required string? System { get; set; }

    /// <summary>The label of the version that is chosen to begin with.</summary>
    [Parameter, EditorRequired] public required string? Version { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private RequestException RequestException { get; set; } = default!;

    [Inject] private PolicyQueries Policies { get; set; } = default!;

    [Inject] private ExceptionQueries Exceptions { get; set; } = default!;

    [Inject] private VersionQueries Versions { get; set; } = default!;

    [Inject] private GateQueries Gate { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    private IReadOnlyList<Choice<string>> VersionChoices => [.. _lines.Select(line => new Choice<string>(line.Label, line.Label, line.Stage?.ToString() ?? "not sealed"))];

    private IReadOnlyList<Choice<string>> CheckChoices => [.. _results.Select(check => new Choice<string>(check.Key, check.Name))];

    private string? ChecksHint =>
        _system is null ? null
        : _lines.Count == 0 ? "The system has no version yet, so there is no check that could fail."
        : _results.Count == 0 ? $"Every check passes for {_version ?? _lines[0].Label}: there is nothing to tolerate."
        : _version is null ? $"As the gate says of {_lines[0].Label}, the newest."
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (!Open || _read)
            return;

        _read = true;
        _mostDays = (await Policies.InForce(default)).ExceptionDays;
        if (System is { } code)
            await ChooseSystem(code);
        else
            _systems = [.. (await Exceptions.MayRequestFor(await Actor.Get(), default)).Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}"))];
    }

    private async Task ChooseSystem(string? code)
    {
        _system = code;
        _lines = code is null ? [] : (await Versions.OfSystem(code, new PageRequest(1, MostVersions), AsOf.Now, default))?.Items ?? [];
        await ChooseVersion(_lines.Any(line => line.Label == Version) ? Version : null);
    }

    /// <summary>For every version the newest one says which checks do not pass.</summary>
    private async Task ChooseVersion(string? label)
    {
        (_version, _check) = (label, null);
        var asked = _lines.FirstOrDefault(line => line.Label == label) ?? (_lines.Count > 0 ? _lines[0] : null);
        _results = asked is null ? [] : [.. (await Gate.ToProduction(asked.Id, default)).Checks.Where(check => check.Verdict != CheckVerdict.Pass)];
    }

    private async Task Request()
    {
        if (_busy)
            return;

        _refusal = null;
        _refused = _system is null ? new Invalid("system", "Say which system it is for.") : null;
        if (_system is not { } system)
            return;

        _busy = true;
        try
        {
            var failing = _results.FirstOrDefault(check => check.Key == _check);
            var requested = await RequestException.Run(
                await Actor.Get(), new(system, _version, failing?.Key ?? "", failing is null ? "" : $"{failing.Name}: {failing.Explanation}", _reason, new ExceptionTerms(_control, _last ?? default)), default);
            if (requested.Succeeded(out var code, out var refusal))
            {
                Toasts.Show(StatusKind.Pass, $"{code} waits for risk.");
                Navigator.NavigateTo($"exceptions/{code}");
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

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
