using Microsoft.AspNetCore.Components;
using Portal.Monitoring;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Findings;
using Portal.Web.Ui;

namespace Portal.Web.Monitoring;

/// <summary>What came of unknown systems, and saying what it is.</summary>
public sealed partial class QuarantineCard : ComponentBase
{
    private Actor? _me;
    private QuarantineLine? _claiming;
    private QuarantineLine? _dismissing;
    private string _system = "";
    private string? _fault;

    [Parameter, EditorRequired] public required IReadOnlyList<QuarantineLine> Lines { get; set; }

    /// <summary>Something was claimed or dismissed.</summary>
    [Parameter, EditorRequired] public EventCallback OnActed { get; set; }

    [Inject] private ClaimQuarantine ClaimQuarantine { get; set; } = default!;

    [Inject] private DismissQuarantine Dismiss { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _me = await Actor.Get();

    private void Begin(QuarantineLine line) => (_claiming, _system, _fault) = (line, "", null);

    private async Task ClaimNow()
    {
        if (_claiming is not { } line)
            return;

        var code = _system.Trim().ToUpperInvariant();
        var result = await ClaimQuarantine.Run(await Actor.Get(), new(line.System, code), default);
        _fault = code.Length == 0 ? "Say which system it is." : FindingWords.Message(result.Refusal);
        if (_fault is not null)
            return;

        Toasts.Show(StatusKind.Pass, $"{line.System} is {code}; {result.Value.Rows:N0} rows are counted there.");
        Close();
        await OnActed.InvokeAsync();
    }

    private async Task<string?> DismissNow(string reason)
    {
        if (_dismissing is not { } line)
            return null;
        if ((await Dismiss.Run(await Actor.Get(), new(line.System, reason), default)).Refusal is { } refusal)
            return FindingWords.Message(refusal);

        Toasts.Show(StatusKind.Pass, $"{line.System} is dismissed.");
        await OnActed.InvokeAsync();
        return null;
    }

    private void Close() => (_claiming, _dismissing, _fault) = (null, null, null);
}
