using Microsoft.AspNetCore.Components;
using Portal.Evaluation;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;
using Portal.Web.Ui;

namespace Portal.Web.Promotions;

/// <summary>The acts of the one who reads, each with its consequence. What an act may do, its use case decides again.</summary>
public sealed partial class DecisionBar(
    DecidePromotion decide, WithdrawPromotion withdraw, ResubmitPromotion resubmit, ApplyPromotion apply, CloseVote closeVote, SuspendPromotion suspend, ResumePromotion resume, Calendar calendar, Toasts toasts) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Act? _open;
    private Signature _signature = Signature.None;
    private string? _refused;
    private string _fallback = "";
    private readonly List<ConditionForm> _conditions = [new()];
    private Invalid? _lacking;

    private enum Act { Sign = 1, Withdraw, Resubmit, Apply, Close, Suspend, Resume, Revoke, Retire, Emergency }

    [Parameter, EditorRequired] public required ReviewRoom Room { get; set; }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    /// <summary>Something was done or refused: what is shown may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    private bool MaySign => Room.Eligibility.MaySign;

    /// <summary>Why nobody approves now.</summary>
    private string? Held => Room.OpenQuestion is { } question ? $"the question of {question.ByName} is open" : null;

    private bool IsRequester => Actor.Is(Room.Requester.Id);

    private bool MayWithdraw => IsRequester && PromotionMoves.CanMove(Room.State, PromotionState.Withdrawn);

    private bool MayResubmit => IsRequester && PromotionMoves.CanMove(Room.State, PromotionState.Draft);

    private bool MayApply => Room.Terms is null && Actor.May(Permission.ApplyPromotions) && PromotionMoves.Approvals.Contains(Room.State);

    private bool MayClose => Actor.May(Permission.LeadBoard) && Room.Steps.Any(step => step is { Open: true, Step.Board: not null });

    private bool MaySuspend => PromotionMoves.CanMove(Room.State, PromotionState.Suspended) && MayStopIt && (Actor.May(Permission.SuspendAny) || (Actor.May(Permission.Suspend) && Room.Entry.People.Any(person => Actor.Is(person))));

    private bool MayResume => Room.State == PromotionState.Suspended && !Room.IsUnderReview && Actor.May(Permission.Resume) && !IsRequester && !Room.Entry.People.Any(person => Actor.Is(person));

    private bool MayRevoke => PromotionMoves.CanMove(Room.State, PromotionState.Revoked) && RevokePromotion.MayRevoke(Actor, Room.Entry) && MayStopIt;

    private bool MayRetire => PromotionMoves.CanMove(Room.State, PromotionState.Retired) && RetirePromotion.MayRetire(Actor, Room.Entry) && MayStopIt;

    /// <summary>What does not run stops nothing.</summary>
    private bool MayStopIt => !PromotionMoves.InForce.Contains(Room.State) || Room.Entry.MayStop != MayStop.NotWithoutExecutive || Actor.Is(Room.Entry.AccountableExecutive);

    private bool HasActs => MaySign || MayWithdraw || MayResubmit || MayApply || MayClose || MaySuspend || MayResume || MayRevoke || MayRetire || Room.EmergencyPart != EmergencyPart.None;

    /// <summary>An approval on conditions says which, once they are written.</summary>
    private string Meaning => ConditionFaults.Count > 0
        ? $"I approve {Room.Code}, revision {_signature.Revision}, on what is written below; its digest stands here when it is whole."
        : DecidePromotion.Meaning(_signature.Verdict, Room.Code, _signature.Revision, Conditions);

    private IReadOnlyList<Fault> ConditionFaults => Condition.Faults(Conditions, [.. Room.ConditionOwners.Select(person => person.Id)], calendar.Today);

    private IReadOnlyList<Condition> Conditions => _signature.Verdict == Verdict.ApproveWithConditions ? [.. _conditions.Select(form => form.Condition)] : [];

    private bool GateFailsNow => Room.GateNow.Outcome == GateOutcome.Fail;

    /// <summary>Said in an open dialog when what is about to be signed is not what stands here any more.</summary>
    private string? Moved =>
        Room.SubjectDigest != _signature.Displayed || !Room.Steps.Any(step => step.Open)
            ? $"{Room.Code} changed while you read: it is now {PromotionWords.Look(Room.State).Word.ToLowerInvariant()}. Close this and read the difference; your reason is kept."
            : null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>What is signed is what was on the screen when the dialog opened, not what came in behind it.</summary>
    private void Sign(Verdict verdict) =>
        (_signature, _lacking, _open) = (new(verdict, Room.SubjectDigest, Room.Revision), null, Act.Sign);

    private void Ask(Act act) => (_refused, _open) = (null, act);

    private void Close() => _open = null;

    private async Task<string?> SignNow(Signing signing)
    {
        var actor = await PageActor.Get(_stop.Token);
        return await Done(
            await decide.Run(actor, new(Room.Id, _signature.Displayed, _signature.Verdict, signing.Reason, signing.Token) { Conditions = Conditions }, _stop.Token),
            $"Signed: you {VoteWords.Said(_signature.Verdict)} on {Room.Code}.");
    }

    private async Task<string?> ResubmitNow(string words, Again again) => await Done(
        await resubmit.Run(await PageActor.Get(_stop.Token), new(Room.Id, words, again), _stop.Token), $"{Room.Code} is submitted again.");

    private async Task<string?> CloseVoteAt(DateTimeOffset at) => await Done(
        await closeVote.Run(await PageActor.Get(_stop.Token), new(Room.Id, at), _stop.Token), $"When the vote on {Room.Code} closes is set.");

    private bool ConditionsAreWhole()
    {
        _lacking = ConditionFaults is { Count: > 0 } faults ? new Invalid(faults) : null;
        return _lacking is null;
    }

    private async Task<string?> SuspendNow(string reason) => await Done(
        await suspend.Run(await PageActor.Get(_stop.Token), new(Room.Entry.Code, Room.Target, reason, _fallback), _stop.Token), $"{Room.Version.Line.Label} is suspended.");

    private async Task<string?> ResumeNow(string reason) => await Done(
        await resume.Run(await PageActor.Get(_stop.Token), new(Room.Id, reason), _stop.Token), $"{Room.Version.Line.Label} may run again.");

    private async Task WithdrawNow()
    {
        _refused = await Done(await withdraw.Run(await PageActor.Get(_stop.Token), Room.Id, _stop.Token), $"{Room.Code} is withdrawn.");
        _open = _refused is null ? null : _open;
    }

    private async Task ApplyNow()
    {
        _refused = await Done(await apply.Run(await PageActor.Get(_stop.Token), Room.Id, _stop.Token), $"{Room.Version.Line.Label} is in {Room.Target}.");
        _open = _refused is null ? null : _open;
    }

    /// <summary>The words of a refusal, or null and a word of success; either way the room is read again.</summary>
    private async Task<string?> Done<T>(Result<T> result, string success)
    {
        var succeeded = result.Succeeded(out _, out var refusal);
        if (succeeded)
            toasts.Show(StatusKind.Pass, success);
        await OnActed.InvokeAsync();
        return succeeded ? null : refusal is Invalid { Faults: [var fault, ..] } ? fault.Message : refusal?.Message;
    }

    private sealed record Signature(Verdict Verdict, Digest Displayed, int Revision)
    {
        public static Signature None { get; } = new(Verdict.Approve, Digest.Of([]), 0);

        public string Title => VoteWords.Act(Verdict);
    }
}
