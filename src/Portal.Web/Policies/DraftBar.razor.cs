using Microsoft.AspNetCore.Components;
using Portal.Assurance.Simulation;
using Portal.Policies;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Policies;

/// <summary>The acts of a policy manager, each with its consequence, closed with the reason. What an act may do, its use case decides again.</summary>
public sealed partial class DraftBar(
    SimulatePolicy simulate, ProposePolicy propose, ReturnPolicy returning, PublishPolicy publish, DraftPolicy drafts, NavigationManager navigator, Toasts toasts) : ComponentBase
{
    private static readonly IReadOnlyList<Choice<OpenRequests>> Requests =
    [
        new(OpenRequests.Keep, "keep the policy that they started with", "Nobody signs again."),
        new(OpenRequests.GateAgain, "go through the gate again", "They go stale; earlier signers sign on what is there then."),
    ];

    private Act? _open;
    private OpenRequests _requests = OpenRequests.Keep;
    private bool _busy;

    private enum Act { Propose = 1, Publish, Return, Discard }

    [Inject] private PageActor Actor { get; set; } = default!;

    [Parameter, EditorRequired] public required PolicyView Draft { get; set; }

    [Parameter, EditorRequired] public required Actor? Me { get; set; }

    [Parameter, EditorRequired] public required bool Faulty { get; set; }

    /// <summary>Something was done, or refused with these words.</summary>
    [Parameter, EditorRequired] public EventCallback<string?> OnActed { get; set; }

    private bool MayManage => Me?.May(Permission.ManagePolicies) == true;

    private bool IsAuthor => Me?.Is(Draft.ProposedBy?.Id) == true;

    private bool HasWritten => Draft.Editors.Any(editor => Me?.Is(editor.Id) == true);

    private string? WhyNotProposeYet =>
        Faulty ? "the text has faults"
        : Draft.Changes.Count == 0 ? "it changes nothing"
        : !Draft.IsSimulated ? "simulate it first"
        : null;

    private string? WhyNotPublish => Draft.State != PolicyState.Proposed ? null
        : IsAuthor || HasWritten ? "you wrote on it: a second policy manager publishes it"
        : null;

    private void Close() => _open = null;

    private async Task Simulate()
    {
        if (_busy)
            return;

        _busy = true;
        try
        {
            await OnActed.InvokeAsync((await simulate.Run(await Actor.Get(), Draft.Id, default)).Refusal?.Message);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<string?> Propose(Signing signing) => await Done(
        await propose.Run(await Actor.Get(), new(Draft.Id, Draft.Digest, signing.Reason, _requests, signing.Token), default), $"Policy {Draft.Number} is proposed.");

    private async Task<string?> Return(string remarks) => await Done(await returning.Run(await Actor.Get(), new(Draft.Id, remarks), default), $"Policy {Draft.Number} is a draft again.");

    private async Task<string?> Publish(Signing signing)
    {
        var words = (await publish.Run(await Actor.Get(), new(Draft.Id, Draft.Digest, signing.Reason, signing.Token), default)).Refusal?.Message;
        if (words is not null)
            return words;

        toasts.Show(StatusKind.Pass, $"Policy {Draft.Number} is in force.");
        navigator.NavigateTo("policies");
        return null;
    }

    private async Task Discard()
    {
        _open = null;
        if ((await drafts.Discard(await Actor.Get(), Draft.Id, default)).Refusal is { } refusal)
            await OnActed.InvokeAsync(refusal.Message);
        else
            navigator.NavigateTo("policies");
    }

    private async Task<string?> Done(Result<Done> result, string success)
    {
        if (result.Refusal is { } refusal)
            return refusal.Message;

        toasts.Show(StatusKind.Pass, success);
        await OnActed.InvokeAsync(null);
        return null;
    }
}
