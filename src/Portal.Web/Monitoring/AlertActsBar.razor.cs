using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Alerts;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Findings;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>The acts of the one who reads on an alert. What an act may do, its use case decides again.</summary>
public sealed partial class AlertActsBar : ComponentBase
{
    private static readonly IReadOnlyList<Choice<TimeSpan?>> Lengths =
    [
        new(TimeSpan.FromHours(1), "An hour"), new(TimeSpan.FromHours(4), "Four hours"), new(TimeSpan.FromDays(1), "A day"), new(TimeSpan.FromDays(3), "Three days"), new(TimeSpan.FromDays(7), "A week"), new(TimeSpan.FromDays(30), "Thirty days"),
    ];

    private Act? _open;
    private AlertCause? _cause;
    private TimeSpan? _length;
    private string? _fault;

    private enum Act { Comment = 1, Snooze, Close }

    [Parameter, EditorRequired] public required AlertLine Line { get; set; }

    [Parameter, EditorRequired] public required Actor Me { get; set; }

    /// <summary>Something was done or refused: what is shown may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    [Inject] private TakeAlert Take { get; set; } = default!;

    [Inject] private CommentAlert Comment { get; set; } = default!;

    [Inject] private SnoozeAlert Snooze { get; set; } = default!;

    [Inject] private CloseAlert CloseAlert { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private bool IsMine => Line.TakenBy is { } by && Me.Is(by.Id);

    private string Standing => Line switch
    {
        { State: AlertState.Closed } => "Closed. It opens again as another one when it becomes graver, or has settled and moves anew.",
        { IsSnoozed: true } => "Snoozed: it comes back by itself.",
        { TakenBy: { } by } => IsMine ? "You have it. When you know why it moved, close it with its cause." : $"{by.Name} has it.",
        _ => "Nobody has it yet.",
    };

    private void Close() => (_open, _fault) = (null, null);

    private async Task TakeNow()
    {
        if (await Done(await Take.Run(await Actor.Get(), new(Line.Code), default), $"You have {Line.Code}.") is { } refusal)
            Toasts.Show(StatusKind.Fail, refusal);
    }

    private async Task<string?> CommentNow(string words) => await Done(await Comment.Run(await Actor.Get(), new(Line.Code, words), default), $"Your comment is added to {Line.Code}.");

    private async Task<string?> SnoozeNow(string reason)
    {
        _fault = _length is null ? "Say for how long." : null;
        return _length is { } length
            ? await Done(await Snooze.Run(await Actor.Get(), new(Line.Code, Time.GetUtcNow() + length, reason), default), $"{Line.Code} is snoozed.")
            : _fault;
    }

    private async Task<string?> CloseNow(string words)
    {
        _fault = _cause is null ? "Choose the cause." : null;
        return _cause is { } cause
            ? await Done(await CloseAlert.Run(await Actor.Get(), new(Line.Code, cause, words), default), $"{Line.Code} is closed.")
            : _fault;
    }

    /// <summary>The words of a refusal, or null and a word of success; either way the alert is read again.</summary>
    private async Task<string?> Done<T>(Result<T> result, string success)
    {
        var succeeded = result.Succeeded(out _, out var refusal);
        if (succeeded)
            Toasts.Show(StatusKind.Pass, success);
        await OnActed.InvokeAsync();
        return succeeded ? null : FindingWords.Message(refusal);
    }
}
