using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Portal.Tests.Shared;

/// <summary>What somebody posted, as it came.</summary>
public sealed record Post(DateTimeOffset At, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];

    public string Signature => Headers["webhook-signature"];
}

public sealed record Reply(int Status, string Body = "", string? Location = null, string? RetryAfter = null);

/// <summary>Somebody else's web server on this machine: it keeps what it is sent and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Post> _posts = [];
    private readonly Task _serving;

    private Receiver(int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}/hook");
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _serving = Serve();
    }

    public Uri Address { get; }

    public IReadOnlyList<Post> Posts => [.. _posts];

    /// <summary>What is answered next; by default that all is well.</summary>
    public Func<Post, Task<Reply>> Answer { get; set; } = _ => Task.FromResult(new Reply(200));

    public void Always(Reply reply) => Answer = _ => Task.FromResult(reply);

    public static Receiver Start() => new(FreePort.Next());

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                _ = Take(await _listener.GetContextAsync());
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task Take(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers.AllKeys.OfType<string>().ToDictionary(name => name.ToLowerInvariant(), name => context.Request.Headers[name] ?? "");
            var post = new Post(TimeProvider.System.GetUtcNow(), headers, await reader.ReadToEndAsync());
            _posts.Enqueue(post);
            var reply = await Answer(post);
            context.Response.StatusCode = reply.Status;
            // This listener now and then drops a connection that it promised to keep, and a post on it is lost.
            context.Response.KeepAlive = false;
            if (reply.Location is not null)
                context.Response.RedirectLocation = reply.Location;
            if (reply.RetryAfter is not null)
                context.Response.Headers["Retry-After"] = reply.RetryAfter;
            var bytes = Encoding.UTF8.GetBytes(reply.Body);
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Whoever asked has gone.
        }
    }
}
