using Microsoft.AspNetCore.Components;
using Portal.Integrations.Webhooks;
using Portal.Shared;
using Portal.Web.Account;
using Portal.Web.Ui;

namespace Portal.Web.Integrations;

/// <summary>One webhook and what can be done with it.</summary>
public sealed partial class WebhookDialog : ComponentBase
{
    private Act? _asked;
    private Refusal? _refusal;
    private bool _busy;

    private enum Act { Rotate = 1, Remove }

    /// <summary>Nothing is open without one.</summary>
    [Parameter, EditorRequired] public required WebhookLine? Webhook { get; set; }

    [Parameter, EditorRequired] public EventCallback<NewSecret> OnSecret { get; set; }

    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] internal PageActor Person { get; init; } = null!;

    [Inject] internal Toasts Toasts { get; init; } = null!;

    [Inject] internal RotateSecret RotateSecret { get; init; } = null!;

    [Inject] internal EnableWebhook EnableWebhook { get; init; } = null!;

    [Inject] internal DisableWebhook DisableWebhook { get; init; } = null!;

    [Inject] internal RemoveWebhook RemoveWebhook { get; init; } = null!;

    [Inject] internal SendTestEvent SendTestEvent { get; init; } = null!;

    private Task Test() => Run(async (actor, id) => (await SendTestEvent.Run(actor, id, default)).Refusal, "The test event is on its way: see its deliveries.");

    private Task Enable() => Run(async (actor, id) => (await EnableWebhook.Run(actor, id, default)).Refusal, "The webhook is on.");

    private Task Disable() => Run(async (actor, id) => (await DisableWebhook.Run(actor, id, default)).Refusal, "The webhook is off.");

    private async Task Remove()
    {
        await Run(async (actor, id) => (await RemoveWebhook.Run(actor, id, default)).Refusal, "The webhook is removed.");
        if (_refusal is null)
            await OnClose.InvokeAsync();
    }

    private async Task Rotate()
    {
        NewSecret? secret = null;
        await Run(async (actor, id) => (await RotateSecret.Run(actor, id, default)).Succeeded(out secret, out var refusal) ? null : refusal, done: null);
        if (secret is not null)
            await OnSecret.InvokeAsync(secret);
    }

    private async Task Run(Func<Actor, WebhookId, Task<Refusal?>> act, string? done)
    {
        if (_busy || Webhook is not { } webhook)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            _refusal = await act(await Person.Get(), webhook.Id);
        }
        finally
        {
            (_busy, _asked) = (false, null);
        }

        if (_refusal is not null)
            return;

        if (done is not null)
            Toasts.Show(StatusKind.Pass, done);
        await OnChanged.InvokeAsync();
    }
}
