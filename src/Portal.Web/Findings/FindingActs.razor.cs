using Microsoft.AspNetCore.Components;
using Portal.Accounts;
using Portal.Findings;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Findings;

/// <summary>The acts of the one who reads, each with its consequence or with why it is closed. What an act may do, its use case decides again.</summary>
public sealed partial class FindingActs : ComponentBase
{
    private IReadOnlyList<Choice<PersonId?>> _people = [];
    private Act? _open;
    private PersonId? _owner;
    private DateOnly? _due;

    private enum Act { Note = 1, Claim, Close, Return, Reopen, Move }

    [Parameter, EditorRequired] public required FindingView View { get; set; }

    [Parameter, EditorRequired] public required Actor Me { get; set; }

    /// <summary>Something was done or refused: what is shown may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    [Inject] private ClaimFinding Claim { get; set; } = default!;

    [Inject] private CloseFinding CloseFinding { get; set; } = default!;

    [Inject] private ReturnFinding Return { get; set; } = default!;

    [Inject] private ReopenFinding Reopen { get; set; } = default!;

    [Inject] private MoveFinding Move { get; set; } = default!;

    [Inject] private NoteFinding Note { get; set; } = default!;

    [Inject] private PeopleQueries People { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    private bool IsMine => Me.Is(View.Line.OwnerId);

    private bool MayJudge => Me.May(Permission.CloseFindings);

    private string? WhyNot => Me.Person is { } person ? View.WhyNotJudge(person) : null;

    private string Code => View.Line.Code;

    private string Standing => View.Line.State switch
    {
        FindingState.Open when IsMine => "You have it. When it is done, say so and show where.",
        FindingState.Open => $"{View.Line.Owner} has it and says when it is done.",
        FindingState.Claimed when IsMine => "Risk or a validator looks at what you did.",
        FindingState.Claimed => "Risk or a validator looks at what was done and closes it; not who has it, nor who says that it is done.",
        _ => "Closed. Risk or a validator reopens it if it comes back.",
    };

    private async Task Ask(Act act)
    {
        (_owner, _due) = (View.Line.OwnerId, act == Act.Reopen ? null : View.Line.Due);
        if (act == Act.Move && _people.Count == 0)
            _people = [.. (await People.Present(default)).Select(person => new Choice<PersonId?>(person.Id, person.Name, person.Department))];
        _open = act;
    }

    private void Close() => _open = null;

    private async Task<string?> AddNote(string words) => await Done(await Note.Run(await Actor.Get(), new(Code, words), default), $"Your note is added to {Code}.");

    private async Task<string?> ClaimNow(string evidence) => await Done(await Claim.Run(await Actor.Get(), new(Code, evidence), default), $"{Code} waits for somebody else to close it.");

    private async Task<string?> CloseNow(string remarks) => await Done(await CloseFinding.Run(await Actor.Get(), new(Code, remarks), default), $"{Code} is closed.");

    private async Task<string?> ReturnNow(string remarks) => await Done(await Return.Run(await Actor.Get(), new(Code, remarks), default), $"{Code} is open again.");

    private async Task<string?> ReopenNow(string reason) => await Done(await Reopen.Run(await Actor.Get(), new(Code, _due ?? default, reason), default), $"{Code} is open again.");

    private async Task<string?> MoveNow(string reason) => _owner is { } owner
        ? await Done(await Move.Run(await Actor.Get(), new(Code, owner, _due ?? default, reason), default), $"{Code} is given anew.")
        : "Say who has it.";

    /// <summary>The words of a refusal, or null and a word of success; either way the finding is read again.</summary>
    private async Task<string?> Done<T>(Result<T> result, string success)
    {
        var succeeded = result.Succeeded(out _, out var refusal);
        if (succeeded)
            Toasts.Show(StatusKind.Pass, success);
        await OnActed.InvokeAsync();
        return succeeded ? null : FindingWords.Message(refusal);
    }
}
