using Microsoft.AspNetCore.Components;
using Portal.Reports.Packs;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Reports.Packs;

/// <summary>Asking for evidence packs, and those that were made. What another node does is seen by looking again while something is being made.</summary>
public sealed partial class PacksPart(PackQueries packs, CancelPack cancel, Toasts toasts, TimeProvider time) : ComponentBase, IDisposable
{
    private const int Shown = 50;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private Actor? _actor;
    private PackChoices? _choices;
    private Page<PackLine>? _page;
    private PackLine? _cancelling;

    [Inject] internal PageActor Person { get; init; } = null!;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await Person.Get(_stop.Token);
        if (!_actor.May(Permission.MakePacks))
            return;

        _choices = await packs.Choices(_actor, _stop.Token);
        _ = LookAgain();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read()
    {
        if (_actor?.May(Permission.MakePacks) == true)
            _page = await packs.List(_actor, new PageRequest(1, Shown), _stop.Token);
    }

    private async Task LookAgain()
    {
        try
        {
            using var timer = new PeriodicTimer(Look, time);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (_page?.Items.Any(line => line.IsUnderWay) == true)
                {
                    await InvokeAsync(Read);
                    await InvokeAsync(StateHasChanged);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task Cancel()
    {
        if (_actor is { } actor && _cancelling is { } line && (await cancel.Run(actor, line.Code, _stop.Token)).Refusal is { } refusal)
            toasts.Show(StatusKind.Fail, refusal.Message);
        _cancelling = null;
        await Read();
    }
}
