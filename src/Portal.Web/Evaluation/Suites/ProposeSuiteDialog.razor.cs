using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Evaluation.Figures;
using Portal.Evaluation.Suites;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Suites;

/// <summary>Says how versions of a system are to be evaluated. Leads to the suite's own page.</summary>
public sealed partial class ProposeSuiteDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<EvaluationTask?>> Tasks =
    [
        new(EvaluationTask.Classification, "Classes", "approve or decline"), new(EvaluationTask.Regression, "Numbers", "a forecast"), new(EvaluationTask.Text, "Texts", "an answer"),
    ];

    private static readonly IReadOnlyList<Choice<bool>> Sealing =
    [
        new(true, "The validator alone", "sealed: who builds the model does not know what is right"), new(false, "The system's people, too", "open"),
    ];

    private IReadOnlyList<Choice<string>> _systems = [];
    private string? _system;
    private string _name = "";
    private string _dataset = "";
    private EvaluationTask? _task = EvaluationTask.Classification;
    private string _positive = "";
    private bool _isSealed = true;
    private string _segments = "";
    private string _protected = "";
    private string _days = "365";
    private string _uses = "20";
    private Invalid? _refused;
    private string? _refusal;
    private bool _read;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private ProposeSuite ProposeSuite { get; set; } = default!;

    [Inject] private SuiteQueries Suites { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (!Open || _read)
            return;

        _read = true;
        _systems = [.. (await Suites.MayProposeFor(await Actor.Get(), default)).Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}"))];
    }

    private async Task Propose()
    {
        if (_busy)
            return;

        _refusal = null;
        _refused = _system is null ? new Invalid("system", "Say which system it is for.") : null;
        if (_refused is not null || _system is not { } system)
            return;

        _busy = true;
        try
        {
            var result = await ProposeSuite.Run(await Actor.Get(), new(system, Terms()), default);
            if (result.Succeeded(out var code, out var refusal))
            {
                Toasts.Show(StatusKind.Pass, $"{code} is proposed.");
                Navigator.NavigateTo($"evaluations/{code}");
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

    private SuiteTerms Terms() => new()
    {
        Name = _name.Trim(),
        Dataset = _dataset.Trim(),
        Task = _task ?? EvaluationTask.Classification,
        Positive = _positive.Trim() is { Length: > 0 } positive ? positive : null,
        IsSealed = _isSealed,
        MostDays = Number(_days),
        MostUses = Number(_uses),
        Metrics = (_task, _positive.Trim().Length > 0) switch
        {
            (EvaluationTask.Regression, _) => [Metric.Mae, Metric.Rmse],
            (EvaluationTask.Text, _) => [Metric.RougeL, Metric.Bleu],
            (_, true) => [Metric.Accuracy, Metric.Recall, Metric.Precision],
            _ => [Metric.Accuracy],
        },
        Segments = [.. _segments.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        Protected = [.. _protected.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Attribute)],
    };

    private static ProtectedAttribute Attribute(string line) => line.Split(':', 2, StringSplitOptions.TrimEntries) switch
    {
        [var name, var obtained] => new(name, obtained),
        _ => new(line, ""),
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
