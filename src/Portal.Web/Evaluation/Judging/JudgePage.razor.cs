using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.Evaluation.Judging;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.ModelRegistry;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Judging;

/// <summary>One judged run: how far it is, what the judge said, and what people say of that.</summary>
public sealed partial class JudgePage : ComponentBase
{
    private const string Drawn = "drawn";

    private static readonly IReadOnlyList<Tab> Parts = [new("worst", "Worst first"), new(Drawn, "Drawn for a check")];

    private JudgeView? _view;
    private RunLine? _figures;
    private bool _missing;

    [Inject] internal JudgeQueries Judgements { get; init; } = null!;

    [Inject] internal EvaluationQueries Evaluations { get; init; } = null!;

    [Inject] internal VersionQueries Versions { get; init; } = null!;

    [Inject] internal StopJudgement Stop { get; init; } = null!;

    [Inject] internal MarkJudgement MarkOne { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    [Parameter] public string Code { get; set; } = "";

    [Parameter] public string Label { get; set; } = "";

    [Parameter] public int Number { get; set; }

    [SupplyParameterFromQuery] private string? Tab { get; set; }

    [SupplyParameterFromQuery] private int? Page { get; set; }

    [SupplyParameterFromQuery] private int? Size { get; set; }

    private bool IsDrawn => Tab == Drawn;

    private string Part => IsDrawn ? Drawn : Parts[0].Key;

    private IReadOnlyList<Crumb> Crumbs => [new("Register", "register"), new(Code, $"register/{Code}"), new(Label, VersionLinks.Evaluations(Code, Label)), new($"Judged run {Number}")];

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        var which = IsDrawn ? JudgedRows.Drawn : JudgedRows.WorstFirst;
        _view = await Judgements.One(await Person.Get(), Code, Label, Number, which, new PageRequest(Page ?? 1, Size ?? Pager.Sizes[0]), default);
        _missing = _view is null;
        _figures = _view?.Line.Run is { } run && await Versions.One(Code, Label, default) is { } version ? await Evaluations.One(version.Line.Id, run, default) : null;
    }

    private async Task StopIt()
    {
        var result = await Stop.Run(await Person.Get(), new(Code, Label, Number), default);
        Toasts.Show(result.Refusal is null ? StatusKind.Pass : StatusKind.Fail, result.Refusal?.Message ?? "It is stopped.");
        await Read();
    }

    private async Task Mark(MarkJudgement.Mark mark)
    {
        if ((await MarkOne.Run(await Person.Get(), new(Code, Label, Number, [mark]), default)).Refusal is { } refusal)
            Toasts.Show(StatusKind.Fail, refusal.Message);
        await Read();
    }
}
