using System.Net;
using System.Net.Http.Headers;

namespace Portal.EndToEnd.Support;

/// <summary>A caller of the API as callers should be: what got no answer is sent again, with the same key, until it gets one.</summary>
public sealed class Insistent : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly HttpClient _client;
    private int _repeated;

    public Insistent(PortalProcess portal)
    {
        _client = portal.Client();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalProcess.DemoToken);
    }

    /// <summary>How many requests had to be sent again.</summary>
    public int Repeated => _repeated;

    public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null, null);

    public Task<HttpResponseMessage> PostAsync(string address, string key, Func<HttpContent> body) => SendAsync(HttpMethod.Post, address, key, body);

    public Task<HttpResponseMessage> PutAsync(string address, Func<HttpContent> body) => SendAsync(HttpMethod.Put, address, null, body);

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? key, Func<HttpContent>? body)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var tries = 1; ; tries++)
        {
            if (await TryAsync(method, address, key, body) is { } answer)
                return answer;
            if (tries == 1)
                Interlocked.Increment(ref _repeated);
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
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
