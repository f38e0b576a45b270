using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Portal.Data;
using Portal.Integrations.Outgoing;

namespace Portal.Integrations.Webhooks;

/// <summary>One attempt to tell a webhook: signed as Standard Webhooks says, under the same id on each try.</summary>
public sealed class WebhookSender(OutgoingClient client, SealingKey key, TimeProvider time)
{
    private static readonly ProductInfoHeaderValue Us = new("AI-governance-portal", "1.0");

    internal Task<Outcome> Send(Delivery delivery, Webhook webhook, CancellationToken ct) =>
        Send(delivery.Id.ToString(), delivery.Target, delivery.Body, webhook, ct);

    internal async Task<Outcome> Send(string id, string target, string body, Webhook webhook, CancellationToken ct)
    {
        try
        {
            using var request = Request(id, target, body, webhook, time.GetUtcNow());
            using var answer = await client.Send(request, ct);
            var said = $"{(int)answer.StatusCode} {answer.ReasonPhrase} {await answer.Content.ReadAsStringAsync(ct)}";
            return new Outcome(answer.IsSuccessStatusCode, said, Gone: answer.StatusCode == HttpStatusCode.Gone);
        }
        catch (OutgoingException fault)
        {
            return new Outcome(false, fault.Message);
        }
        catch (CryptographicException)
        {
            return new Outcome(false, "The secret does not open with this portal's sealing key: rotate it.");
        }
    }

    private HttpRequestMessage Request(string id, string target, string body, Webhook webhook, DateTimeOffset now)
    {
        var secrets = webhook.SecretsAt(now).Select(box => WebhookSecret.Unseal(key, webhook.Id, box));
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType, "utf-8");
        request.Headers.UserAgent.Add(Us);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", WebhookSecret.Timestamp(now));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(secrets, id, now, body));
        return request;
    }
}
