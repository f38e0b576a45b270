using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Shared;

namespace Portal.Web.ModelRegistry.VersionTabs;

/// <summary>This version beside another one of its system: its parent, or the one declared before it, when the address names none.</summary>
public sealed partial class CompareTab : ComponentBase
{
    private IReadOnlyList<string> _others = [];
    private VersionView? _other;
    private (string Before, string After)? _texts;
    private (CardView Before, CardView After)? _cards;
    private FiguresBeside? _figures;
    private bool _read;

    [Parameter, EditorRequired] public required VersionView View { get; set; }

    /// <summary>The label of the other one, as the address says.</summary>
    [Parameter, EditorRequired] public required string? With { get; set; }

    /// <summary>What both say alike is shown too.</summary>
    [Parameter, EditorRequired] public required bool All { get; set; }

    [Inject] private VersionQueries Versions { get; set; } = default!;

    [Inject] private CardQueries Cards { get; set; } = default!;

    [Inject] private StandingQueries Standing { get; set; } = default!;

    [Inject] private PromptTexts Texts { get; set; } = default!;

    [Inject] private NavigationManager Navigator { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var labels = await Versions.Labels(View.SystemId, CancellationToken.None);
        _others = [.. labels.Where(label => label != View.Line.Label)];
        _other = (With ?? Before(labels)) is { } chosen && chosen != View.Line.Label ? await Versions.One(View.System, chosen, CancellationToken.None) : null;
        _texts = _other is { } other && await Texts.Of(other, CancellationToken.None) is { } before && await Texts.Of(View, CancellationToken.None) is { } after ? (before, after) : null;
        _cards = _other is not null && await CardOf(_other) is { } old && await CardOf(View) is { } now ? (old, now) : null;
        _figures = _other is null ? null : await Standing.Beside(View.SystemId, _other.Line.Id, View.Line.Id, CancellationToken.None);
        _read = true;
    }

    private Task<CardView?> CardOf(VersionView version) => Cards.One(version.System, version.Line.Label, AsOf.Now, CancellationToken.None);

    private string? Before(IReadOnlyList<string> labels) =>
        View.Provenance.Parent is { Length: > 0 } parent ? parent
        : labels.SkipWhile(label => label != View.Line.Label).Skip(1).FirstOrDefault() ?? (_others is [var newest, ..] ? newest : null);

    private string Named(string label) => label == View.Provenance.Parent ? $"{label} (its parent)" : label;

    private void Choose(string? label) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("with", label));
}
