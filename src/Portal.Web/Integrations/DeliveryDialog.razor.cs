using Microsoft.AspNetCore.Components;
using Portal.Integrations;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>One delivery: what it says, every attempt, and the way to send it again.</summary>
public sealed partial class DeliveryDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private DeliveryDetail? _detail;
    private Guid? _read;
    private Refusal? _refusal;
    private bool _missing;
    private bool _busy;

    [Parameter, EditorRequired] public required Guid? Delivery { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    [Inject] internal DeliveryQueries Queries { get; init; } = null!;

    [Inject] internal SendAgain SendAgain { get; init; } = null!;

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal NavigationManager Navigator { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Delivery == _read)
            return;

        (_read, _detail, _missing, _refusal) = (Delivery, null, false, null);
        await Read();
    }

    private async Task Read()
    {
        if (Delivery is not { } id)
            return;

        _detail = await Queries.One(new DeliveryId(id), _left.Token);
        _missing = _detail is null;
    }

    private async Task Send()
    {
        if (_busy || _detail is not { } detail)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            _refusal = (await SendAgain.Run(await Person.Get(_left.Token), detail.Line.Id, _left.Token)).Refusal;
        }
        finally
        {
            _busy = false;
        }

        if (_refusal is not null)
            return;

        Toasts.Show(StatusKind.Pass, "It is on its way.");
        await Read();
        await OnChanged.InvokeAsync();
    }

    private void Close() => Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("delivery", (Guid?)null));
}
