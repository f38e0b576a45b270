using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry.Cards;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.CardPages;

/// <summary>Takes the judgement of a revision as it was read.</summary>
public sealed partial class ReviewCardDialog : ComponentBase
{
    private string _remarks = "";
    private string? _error;
    private string? _refusal;
    private bool _busy;

    [Parameter, EditorRequired] public required CardView Card { get; set; }

    /// <summary>The revision to review; absent while the dialog is closed.</summary>
    [Parameter, EditorRequired] public required CardRevisionView? Revision { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] internal ReviewCard Review { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal KeptTexts Texts { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    private string Kept(CardRevisionView revision) => $"card/{Card.System}/{Card.Label}/{revision.Content.Hex}/remarks";

    private async Task Decide(CardReview review)
    {
        if (_busy || Revision is not { } revision)
            return;

        (_error, _refusal, _busy) = (null, null, true);
        try
        {
            var result = await Review.Run(await Person.Get(), new(Card.System, Card.Label, revision.Content, review, _remarks), CancellationToken.None);
            _error = result.Refusal is Invalid invalid ? invalid.Faults[0].Message : null;
            _refusal = result.Refusal is null or Invalid ? null : result.Refusal.Message;
            if (result.Refusal is not null)
                return;

            Toasts.Show(StatusKind.Pass, review == CardReview.Approve ? "Approved." : "Sent back to its authors with your remarks.");
            _remarks = "";
            await Texts.Forget(Kept(revision));
            await Close();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Remarks stay: closing by mistake loses nothing.</summary>
    private Task Close()
    {
        (_error, _refusal) = (null, null);
        return OnClose.InvokeAsync();
    }
}
