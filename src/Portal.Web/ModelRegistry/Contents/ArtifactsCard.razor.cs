using Microsoft.AspNetCore.Components;
using Portal.ModelRegistry;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.ModelRegistry.Contents;

/// <summary>The bytes of a version: what came, what is elsewhere, what has changed since.</summary>
public sealed partial class ArtifactsCard : ComponentBase
{
    private bool _mayVerify;
    private bool _busy;

    [Parameter, EditorRequired] public required VersionView View { get; set; }

    [Inject] private VerifyArtifacts Verifying { get; set; } = default!;

    [Inject] private PageActor Person { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _mayVerify = VerifyArtifacts.IsOpenTo(await Person.Get());

    private async Task Verify()
    {
        _busy = true;
        try
        {
            var result = await Verifying.Run(await Person.Get(), View.Line.Id, CancellationToken.None);
            if (!result.Succeeded(out var differing, out var refusal))
                Toasts.Show(StatusKind.Fail, refusal.Message);
            else if (differing.Count > 0)
                Toasts.Show(StatusKind.Fail, $"Changed since they were stored: {string.Join(", ", differing)}. A severe finding is raised.");
            else
                Toasts.Show(StatusKind.Pass, "Every stored byte is the declared one.");
        }
        finally
        {
            _busy = false;
        }
    }
}
