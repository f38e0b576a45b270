using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Lineage;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Evaluation.Suites;

/// <summary>Names a version of a data set by its digest.</summary>
public sealed partial class RegisterDatasetDialog : ComponentBase
{
    private string _name = "";
    private string _description = "";
    private string _digest = "";
    private string _rows = "";
    private DateOnly? _from;
    private DateOnly? _to;
    private Invalid? _refused;
    private string? _refusal;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private RegisterDataset RegisterDataset { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    private async Task Register()
    {
        if (_busy)
            return;

        (_refused, _refusal) = (null, null);
        var said = _digest.Trim().ToLowerInvariant();
        if ((Digest.TryParse(said) ?? Digest.TryParse($"sha256:{said}")) is not { } digest)
        {
            _refused = new Invalid("digest", "It is sha256: and 64 hexadecimal digits.");
            return;
        }

        _busy = true;
        try
        {
            var rows = long.TryParse(_rows.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count : 0;
            var result = await RegisterDataset.Run(await Actor.Get(), new(_name.Trim(), _description.Trim(), new(digest, rows, _from, _to)), default);
            if (result.Succeeded(out var number, out var refusal))
            {
                Toasts.Show(StatusKind.Pass, $"{_name.Trim()} is registered, version {number}.");
                (_name, _description, _digest, _rows, _from, _to) = ("", "", "", "", null, null);
                await OnClose.InvokeAsync();
            }
            else
            {
                (_refused, _refusal) = (refusal as Invalid, refusal is Invalid ? null : refusal.Message);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
