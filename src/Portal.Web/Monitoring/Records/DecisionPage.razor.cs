using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Records;
using Portal.Promotions;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring.Records;

/// <summary>One decision: what it was, what it came of, what people made of it, and what somebody who contests it gets.</summary>
public sealed partial class DecisionPage(ReadDecision read, ContestDecision contest, ReviewContest review, PromotionsOfVersion promotions) : ComponentBase
{
    private const string TookItDown = "you took the case down: somebody else reviews it";

    private DecisionView? _view;
    private PromotionThen? _promotion;
    private Actor? _me;
    private string? _refusal;
    private string? _shown;
    private Act? _open;

    private enum Act { Contest = 1, Uphold, Override, Reveal, Erase }

    [Parameter, EditorRequired] public required string Code { get; set; }

    [Parameter, EditorRequired] public required string Id { get; set; }

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    private string List => $"monitoring/{Code}/decisions";

    private IReadOnlyList<Crumb> Crumbs => [new("Monitoring", "monitoring"), new(Code, $"monitoring/{Code}"), new("Decisions", List), new("Decision")];

    private CaseView? OpenCase => _view?.Cases.FirstOrDefault(one => one.Outcome is null);

    protected override async Task OnParametersSetAsync()
    {
        // A look is recorded: drawing the same page again is none.
        if (_shown == Id)
            return;

        _shown = Id;
        await Read(reason: null);
    }

    private async Task<string?> Read(string? reason)
    {
        _me = await Actor.Get();
        if (RecordId.TryParse(Id) is not { } id)
            return _refusal = new NotFound("A record of this decision").Message;
        if (!(await read.Run(_me, new(Code) { Record = id, Reason = reason }, default)).Succeeded(out var view, out var refusal))
            return reason is null ? _refusal = refusal.Message : refusal.Message;

        (_view, _refusal) = (view, null);
        _promotion = await promotions.At(view.VersionId, view.Time, default);
        return null;
    }

    private void Ask(Act act) => _open = act;

    private void Close() => _open = null;

    private Task<string?> Reveal(string reason) => Read(reason);

    private async Task<string?> Contest(string says) =>
        _view is { } view ? await Done(await contest.Run(await Actor.Get(), new(Code, view.Id, says), default), "Taken down; the business owner has a finding.") : null;

    private async Task<string?> Review(ContestOutcome outcome, string reason) =>
        OpenCase is { } open ? await Done(await review.Run(await Actor.Get(), new(Code, open.Id, outcome, reason), default), "Recorded; the business owner tells the person.") : null;

    private async Task<string?> Done<T>(Result<T> result, string words)
    {
        if (result.Refusal is { } refusal)
            return refusal.Message;

        Toasts.Show(StatusKind.Pass, words);
        await Read(reason: null);
        return null;
    }

    private async Task Erased()
    {
        Close();
        await Read(reason: null);
    }
}
