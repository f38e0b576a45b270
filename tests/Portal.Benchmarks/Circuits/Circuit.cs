using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// One open page without a browser: it starts a circuit over the WebSocket, confirms every batch as a browser does, answers calls of
/// scripts with nothing, and tells each batch to whoever measures.
/// </summary>
internal sealed partial class Circuit(Uri page, CookieContainer cookies, Action<ReadOnlyMemory<byte>> onBatch) : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1E;
    private const int ObjectReference = 1;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>Batches that came so far.</summary>
    public int Batches { get; private set; }

    /// <summary>Absent while the circuit lives.</summary>
    public string? Fault { get; private set; }

    /// <summary>Done when the first batch has come.</summary>
    public async Task Open(HttpClient browser, TimeSpan patience)
    {
        var html = await browser.GetStringAsync(page);
        var markers = Marker().Matches(html).Select(match => match.Groups[1].Value).ToList();
        var state = State().Match(html).Groups[1].Value;
        var hub = new Uri(page, "/_blazor");
        using var negotiated = await browser.PostAsync(new Uri($"{hub}/negotiate?negotiateVersion=1"), null);
        if (!negotiated.IsSuccessStatusCode || markers.Count == 0)
            throw new InvalidOperationException($"No circuit could be opened: {negotiated.StatusCode}, {markers.Count} components in the page.");

        var token = JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString() ?? "";
        _socket.Options.Cookies = cookies;
        _socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new Uri($"{hub}?id={Uri.EscapeDataString(token)}".Replace("http://", "ws://", StringComparison.Ordinal)), _stop.Token);
        await _socket.SendAsync((byte[])[.. """{"protocol":"blazorpack","version":1}"""u8, RecordSeparator], WebSocketMessageType.Text, true, _stop.Token);
        _running = Task.WhenAll(Listen(), KeepAlive());

        await Invoke("0", "StartCircuit", new Uri(page, "/").ToString(), page.ToString(), "[]", state);
        var operations = markers.Select((marker, at) => $$"""{"type":"add","ssrComponentId":{{at + 1}},"marker":{{marker}}}""");
        await Invoke(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state);
        await _drawn.Task.WaitAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        var (buffer, kept, greeted) = (new byte[1 << 16], 0, false);
        try
        {
            while (true)
            {
                if (kept == buffer.Length)
                    Array.Resize(ref buffer, 2 * buffer.Length);
                var received = await _socket.ReceiveAsync(buffer.AsMemory(kept), _stop.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new IOException("The portal closed the connection.");

                kept += received.Count;
                var from = 0;
                if (!greeted)
                {
                    from = buffer.AsSpan(0, kept).IndexOf(RecordSeparator) + 1;
                    greeted = from > 0;
                }

                var taken = 0;
                if (greeted)
                {
                    foreach (var message in Pack.Messages(buffer.AsMemory(from, kept - from), out taken))
                        await Heard(message);
                }

                buffer.AsSpan(from + taken, kept - from - taken).CopyTo(buffer);
                kept -= from + taken;
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception fault) when (fault is IOException or WebSocketException or InvalidDataException)
        {
            Fault = fault.Message;
            _drawn.TrySetException(fault);
        }
    }

    private async Task Heard(ReadOnlyMemory<byte> message)
    {
        if (Read(message.Span) is not { } call)
            return;

        switch (call.Target)
        {
            case "JS.RenderBatch":
                Batches++;
                onBatch(message);
                await Invoke(null, "OnRenderCompleted", call.Number, null);
                _drawn.TrySetResult();
                break;
            case "JS.BeginInvokeJS" when call.Number != 0:
                await Invoke(null, "EndInvokeJSFromDotNet", call.Number, true, $"[{call.Number},true,{(call.ResultType == ObjectReference ? """{"__jsObjectId":1}""" : "null")}]");
                break;
            case "JS.Error":
                throw new InvalidDataException("The circuit broke.");
        }
    }

    /// <summary>The target of a call with its first number, and the kind of result that a script is to give; null of anything else.</summary>
    private static (string Target, long Number, long ResultType)? Read(ReadOnlySpan<byte> message)
    {
        const long call = 1;
        var values = new Unpack(message);
        if (values.Next() is not > 3L || values.Next() is not call)
            return null;

        _ = values.Next();
        _ = values.Next();
        if (values.Next() is not string target || values.Next() is not > 0L || target is not ("JS.RenderBatch" or "JS.BeginInvokeJS" or "JS.Error"))
            return null;

        var number = values.Next() as long? ?? 0;
        if (target != "JS.BeginInvokeJS")
            return (target, number, 0);

        _ = values.Next();
        _ = values.Next();
        return (target, number, values.Next() as long? ?? 0);
    }

    private async Task KeepAlive()
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await Send(Pack.Framed(6));
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            // Whoever listens says why.
        }
    }

    private Task Invoke(string? id, string target, params object?[] arguments) => Send(Pack.Framed(1, new Pack.EmptyMap(), id, target, arguments, Array.Empty<object?>()));

    private async Task Send(byte[] frame)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Binary, true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
