using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation;

/// <summary>Shows what is judged, takes the judgement.</summary>
public sealed partial class ReviewDocumentDialog
{
    private DocumentLine? _shown;
    private string _remarks = "";
    private string? _error;
    private string? _refusal;
    private bool _busy;

    [Inject] internal ReviewDocument Review { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal KeptTexts Texts { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    /// <summary>The document to review; absent while the dialog is closed.</summary>
    [Parameter, EditorRequired] public required DocumentLine? Document { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    protected override void OnParametersSet()
    {
        if (Document is null)
            return;

        // Remarks on another document are not remarks on this one.
        if (_shown is not null && _shown.Id != Document.Id)
            _remarks = "";
        _shown = Document;
    }

    private static string Kept(DocumentLine document) => $"document/{document.Id}/remarks";

    private async Task Decide(DocumentReview review)
    {
        if (_busy || Document is not { } document)
            return;

        (_error, _refusal, _busy) = (null, null, true);
        try
        {
            var result = await Review.Run(await Person.Get(), new(document.Id, review, _remarks), CancellationToken.None);
            _error = result.Refusal is Invalid invalid ? invalid.Faults[0].Message : null;
            _refusal = result.Refusal is null or Invalid ? null : result.Refusal.Message;
            if (result.Refusal is not null)
                return;

            Toasts.Show(StatusKind.Pass, review == DocumentReview.Approve ? "Approved." : "Returned to its author with your remarks.");
            _remarks = "";
            await Texts.Forget(Kept(document));
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
