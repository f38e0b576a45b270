using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Suites;

/// <summary>What the one who reads may do with a suite. What an act may do, its use case decides again.</summary>
public sealed partial class SuiteActs : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Act? _open;
    private IBrowserFile? _file;
    private string? _fault;
    private bool _busy;

    private enum Act { Bring = 1, Retire }

    [Parameter, EditorRequired] public required SuiteView View { get; set; }

    [Parameter, EditorRequired] public required Actor Me { get; set; }

    /// <summary>Something was done or refused: what is shown may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    [Inject] private BringLabels Bring { get; set; } = default!;

    [Inject] private AgreeOnSuite AgreeOn { get; set; } = default!;

    [Inject] private RetireSuite Retire { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    private bool IsOwner => Me.Is(View.BusinessOwner?.Id);

    private bool KeepsHoldOuts => Me.May(Permission.KeepHoldOuts);

    private bool MayBring => KeepsHoldOuts || (!View.Line.Terms.IsSealed && Me.May(Permission.SubmitEvidence));

    private bool MayRetire => KeepsHoldOuts || IsOwner || Me.Is(View.ProposedBy.Id);

    private string? WhyNotAgree => (View.Line.State, IsOwner) switch
    {
        (SuiteState.Draft, _) => "labels are brought first",
        (_, true) when View.Owner is not null => "you have agreed",
        (_, false) when View.Validator is not null => "the validator has agreed",
        _ => null,
    };

    private string Columns => string.Concat(
        View.Line.Terms.Segments.Select(name => $", segment.{name}").Concat(View.Line.Terms.Protected.Select(attribute => $", group.{attribute.Name}")));

    private string Standing => View.Line.State switch
    {
        SuiteState.Draft => View.Line.Terms.IsSealed ? "The validator brings the labels; then both agree." : "Labels are brought; then both agree.",
        SuiteState.Proposed when View.Owner is not null => "The owner has agreed; the validator's word is missing.",
        SuiteState.Proposed when View.Validator is not null => "The validator has agreed; the owner's word is missing.",
        SuiteState.Proposed => "The owner and the validator agree, then versions are evaluated on it.",
        _ => "Versions are evaluated on it; each run on its labels is counted.",
    };

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Close() => (_open, _file, _fault) = _busy ? (_open, _file, _fault) : (null, null, null);

    private async Task Agree()
    {
        var result = await AgreeOn.Run(await Actor.Get(_stop.Token), new(View.Line.Code, View.Subject), _stop.Token);
        if (result.Succeeded(out var state, out var refusal))
            Toasts.Show(StatusKind.Pass, state == SuiteState.Agreed ? $"{View.Line.Code} is agreed on: versions can be evaluated on it." : "Your word is recorded.");
        else
            Toasts.Show(StatusKind.Fail, refusal.Message);
        await OnActed.InvokeAsync();
    }

    private async Task<string?> RetireNow(string reason)
    {
        var result = await Retire.Run(await Actor.Get(_stop.Token), new(View.Line.Code, reason), _stop.Token);
        if (result.Refusal is { } refusal)
            return refusal.Message;

        Toasts.Show(StatusKind.Pass, $"{View.Line.Code} is retired.");
        await OnActed.InvokeAsync();
        return null;
    }

    private async Task BringNow()
    {
        if (_busy)
            return;

        _fault = _file is null ? "Choose the file." : _file.Size > SuiteLimits.MostBytes ? $"The file has {Bytes.Say(_file.Size)}: that is too much." : null;
        if (_file is null || _fault is not null)
            return;

        _busy = true;
        try
        {
            await using var content = _file.OpenReadStream(SuiteLimits.MostBytes, _stop.Token);
            var format = Path.GetExtension(_file.Name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? RowFormat.Csv : RowFormat.Ndjson;
            var result = await Bring.Run(await Actor.Get(_stop.Token), new(View.Line.Code, format, content), _stop.Token);
            if (result.Succeeded(out var rows, out var refusal))
                Toasts.Show(StatusKind.Pass, $"{rows:N0} labels are sealed. The owner and the validator agree next.");
            else
                _fault = refusal is Invalid invalid ? string.Join(" ", invalid.Faults.Select(fault => fault.Message)) : refusal.Message;
        }
        finally
        {
            _busy = false;
        }

        if (_fault is null)
            Close();
        await OnActed.InvokeAsync();
    }
}
