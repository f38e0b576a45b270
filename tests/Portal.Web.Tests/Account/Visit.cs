using System.Net;
using Portal.Web.Tests.Support;

namespace Portal.Web.Tests.Account;

/// <summary>A browser: it keeps cookies and follows nothing by itself.</summary>
internal sealed class Visit : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;
    private readonly PortalHost _host;

    public Visit(PortalHost host, string? cookies = null)
    {
        _host = host;
        if (cookies is not null)
            _cookies.SetCookies(host.Address, cookies.Replace("; ", ",", StringComparison.Ordinal));
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = host.Address };
    }

    public string Cookies() => _cookies.GetCookieHeader(_host.Address);

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path);

    public async Task<Uri> Begin(string to)
    {
        using var answer = await Get($"/account/provider?returnUrl={Uri.EscapeDataString(to)}");
        return answer.Headers.Location ?? throw new InvalidOperationException($"No redirect: {answer.StatusCode}");
    }

    public async Task<string> Finish(Uri back)
    {
        using var answer = await Get(back.PathAndQuery);
        return answer.Headers.Location?.OriginalString ?? throw new InvalidOperationException($"No redirect: {answer.StatusCode}");
    }

    public void Dispose() => _client.Dispose();
}
