using System.Net;
using System.Net.Sockets;

namespace Portal.Integrations.Outgoing;

/// <summary>
/// The one way out to others by HTTP. A name is resolved once and the address that was checked is the one that is connected to, so
/// a name that changes its mind in between gains nothing; redirects are not followed; an answer has five seconds and 1 MB.
/// </summary>
public sealed class OutgoingClient : IDisposable
{
    public const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    private readonly OutgoingRules _rules;
    private readonly Resolve _resolve;
    private readonly HttpClient _client;

    public delegate Task<IPAddress[]> Resolve(string host, CancellationToken ct);

    public OutgoingClient(OutgoingRules rules) : this(rules, Dns.GetHostAddressesAsync, FiveSeconds) { }

    internal OutgoingClient(OutgoingRules rules, Resolve resolve, TimeSpan patience)
    {
        (_rules, _resolve) = (rules, resolve);
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = Connect,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would resolve the name a second time, out of our sight.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 32,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = patience,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>The answer, read whole. Whatever keeps it from arriving is an <see cref="OutgoingException"/> that says so in a sentence.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.RequestUri is not { } url)
            throw new OutgoingException("The address is missing.");
        if (_rules.ProblemWith(url) is { } problem)
            throw new OutgoingException(problem);

        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new OutgoingException($"No answer within {_client.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException fault)
        {
            throw new OutgoingException(Innermost(fault));
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, ct);
        if (addresses.Length == 0)
            throw new OutgoingException($"{host} has no address.");

        // One bad address among good ones is a trick, not an accident.
        if (addresses.Select(address => _rules.ProblemWith(host, address)).OfType<string>().FirstOrDefault() is { } problem)
            throw new OutgoingException(problem);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault.Message;
}

/// <summary>A call that was not made or came to nothing, with the reason fit for a person.</summary>
public sealed class OutgoingException(string message) : Exception(message);
