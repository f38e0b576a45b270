using System.Net;
using System.Net.Http.Headers;

namespace Portal.EndToEnd.Support;

/// <summary>A caller of the API as callers should be: what got no answer is sent again, with the same key, until it gets one.</summary>
public sealed class Insistent : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _client;
    private int _unanswered;

    public Insistent(PortalProcess portal)
    {
        _client = portal.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalProcess.DemoToken);
    }

    /// <summary>How many requests were on their way when the portal was killed, or found none.</summary>
    public int Unanswered => _unanswered;

    public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null, null);

    public Task<HttpResponseMessage> PostAsync(string address, string key, Func<HttpContent> body) => SendAsync(HttpMethod.Post, address, key, body);

    public Task<HttpResponseMessage> PutAsync(string address, Func<HttpContent> body) => SendAsync(HttpMethod.Put, address, null, body);

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? key, Func<HttpContent>? body)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await TryAsync(method, address, key, body) is { } answer)
                return answer;
            await Task.Delay(Pause, patience.Token);
        }
    }

    /// <summary>Null when it is to be sent again: there was no answer, or the portal asked to wait.</summary>
    private async Task<HttpResponseMessage?> TryAsync(HttpMethod method, string address, string? key, Func<HttpContent>? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = body?.Invoke() };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        try
        {
            var answer = await _client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                return answer;

            answer.Dispose();
            return null;
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _unanswered);
            return null;
        }
    }
}
