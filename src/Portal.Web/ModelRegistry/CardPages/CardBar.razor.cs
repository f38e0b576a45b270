using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry.Cards;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>The acts of the one who reads the card, each with its consequence or with why it is closed.</summary>
public sealed partial class CardBar : ComponentBase
{
    private CardRevisionView? _reviewing;
    private bool _submitting;
    private bool _discarding;
    private string? _refusal;

    [Parameter, EditorRequired] public required CardView Card { get; set; }

    [Parameter, EditorRequired] public required CardActs Acts { get; set; }

    /// <summary>Something was done or refused: what is shown may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    [Inject] internal WriteCard Write { get; init; } = null!;

    [Inject] internal DiscardCard Discard { get; init; } = null!;

    [Inject] internal SubmitCard Submit { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal NavigationManager Navigator { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    private IReadOnlyList<CardPart> TakenOver => [.. Card.Open?.Parts.Where(part => part.InheritedFrom is not null) ?? []];

    private string Standing => Card switch
    {
        { Open: { State: CardState.InReview } open } => $"Revision {open.Number} waits for a reviewer who did not write it.",
        { Open: { WasReturned: true } open } => $"Revision {open.Number} was sent back: answer the remarks and submit it again.",
        { Open: { } open, Approved: { } approved } => $"Revision {open.Number} is being written; revision {approved.Number} stands meanwhile.",
        { Open: { } open } => $"Revision {open.Number} is being written; nothing is approved yet.",
        { Approved: { } approved } => $"Revision {approved.Number} is approved and does not change any more.",
        _ => "",
    };

    private string? WhyNotSubmit => Card switch
    {
        { IsSealed: false } => "the version is not sealed yet",
        _ when Card.MissingIn(Card.Open) is { Count: > 0 and var count } missing => count == 1 ? $"{CardSections.TitleOf(missing[0])} is empty" : $"{count} required sections are empty",
        { Open.Parts.Count: 0 } => "it says nothing yet",
        { Open.Content: var open, Approved.Content: var approved } when open == approved => $"it says what revision {Card.Approved?.Number} says",
        _ => null,
    };

    private async Task SubmitNow()
    {
        var result = await Submit.Run(await Person.Get(), new(Card.System, Card.Label, Card.Version), CancellationToken.None);
        _submitting = false;
        await Done(result.Refusal, "Submitted. It waits for a reviewer who did not write it.");
    }

    private async Task DiscardNow()
    {
        var result = await Discard.Run(await Person.Get(), new(Card.System, Card.Label, Card.Version), CancellationToken.None);
        _discarding = false;
        await Done(result.Refusal, "The draft is gone.");
    }

    /// <summary>Begins with what is approved, and goes to where it is written.</summary>
    private async Task Revise()
    {
        var result = await Write.Run(await Person.Get(), new(Card.System, Card.Label, new Dictionary<CardSection, string>()), CancellationToken.None);
        await Done(result.Refusal, said: null);
        if (result.Refusal is null)
            Navigator.NavigateTo(CardWords.Page(Card.System, Card.Label, CardWords.Open));
    }

    private Task Reviewed()
    {
        _reviewing = null;
        return OnActed.InvokeAsync();
    }

    private async Task Done(Refusal? refusal, string? said)
    {
        _refusal = refusal?.Message;
        if (refusal is null && said is not null)
            Toasts.Show(StatusKind.Pass, said);
        await OnActed.InvokeAsync();
    }
}
