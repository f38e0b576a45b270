using Microsoft.AspNetCore.Components;
using Portal.Integrations.Webhooks;

namespace Portal.Web.Integrations;

/// <summary>All webhooks; the address says which one is open.</summary>
public sealed partial class WebhooksPage(WebhookQueries queries, NavigationManager navigator) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<WebhookLine>? _webhooks;
    private string? _secret;
    private bool _rotated;
    private bool _adding;

    [SupplyParameterFromQuery] private Guid? Webhook { get; set; }

    private WebhookLine? Shown => Webhook is { } id ? _webhooks?.FirstOrDefault(line => line.Id.Value == id) : null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnParametersSetAsync() => Read();

    private async Task Read() => _webhooks = await queries.All(_stop.Token);

    private Task Added(NewSecret added) => Show(added, rotated: false);

    private Task Rotated(NewSecret rotated) => Show(rotated, rotated: true);

    private async Task Show(NewSecret secret, bool rotated)
    {
        (_secret, _rotated, _adding) = (secret.Secret, rotated, false);
        await Read();
    }

    private void Close() => navigator.NavigateTo(navigator.GetUriWithQueryParameter("webhook", (Guid?)null));
}
