using Microsoft.AspNetCore.Components;
using Portal.Inspection;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Inspection;

/// <summary>Says what an inspector wants to see, of whom and until when.</summary>
public sealed partial class AskDialog : ComponentBase
{
    private static readonly IReadOnlyList<Choice<AskedOf?>> Who = [new(AskedOf.Owners, "The owners of the system"), new(AskedOf.Risk, "Risk")];

    private IReadOnlyList<Choice<string>> _systems = [];
    private string _title = "";
    private string _text = "";
    private AskedOf? _askedOf;
    private string? _system;
    private DateOnly? _due;
    private Invalid? _refused;
    private string? _refusal;
    private bool _wasOpen;
    private bool _busy;

    [Parameter, EditorRequired] public bool Open { get; set; }

    /// <summary>What it comes from; empty when it stands for itself.</summary>
    [Parameter] public string About { get; set; } = "";

    /// <summary>The code of the system that it is about, where that is known.</summary>
    [Parameter] public string? System { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public EventCallback OnAsked { get; set; }

    [Inject] private AskForEvidence AskForEvidence { get; set; } = default!;

    [Inject] private RequestQueries Requests { get; set; } = default!;

    [Inject] private PageActor Actor { get; set; } = default!;

    [Inject] private Toasts Toasts { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var opens = Open && !_wasOpen;
        _wasOpen = Open;
        if (!opens)
            return;

        (_system, _askedOf, _refused, _refusal) = (System, System is null ? AskedOf.Risk : AskedOf.Owners, null, null);
        _systems = [.. (await Requests.Systems(default)).Select(system => new Choice<string>(system.Code, $"{system.Code} {system.Name}"))];
    }

    private async Task Ask()
    {
        if (_busy)
            return;

        (_refused, _refusal, _busy) = (null, null, true);
        try
        {
            var asked = await AskForEvidence.Run(await Actor.Get(), new(_title, _text, _askedOf ?? default, _system, _due ?? default, About), default);
            if (!asked.Succeeded(out var code, out var refusal))
            {
                (_refused, _refusal) = (refusal as Invalid, refusal is Invalid ? null : refusal.Message);
                return;
            }

            Toasts.Show(StatusKind.Pass, $"{code} is asked.");
            (_title, _text) = ("", "");
        }
        finally
        {
            _busy = false;
        }

        await OnAsked.InvokeAsync();
        await OnClose.InvokeAsync();
    }

    private Task Close() => _busy ? Task.CompletedTask : OnClose.InvokeAsync();
}
