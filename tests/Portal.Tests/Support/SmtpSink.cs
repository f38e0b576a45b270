using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Support;

/// <summary>A mail server that speaks SMTP (RFC 5321) on a loopback port, keeps what it takes, and can refuse or hang up.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _mails = [];
    private readonly Task _serving;

    public SmtpSink()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was taken, headers and all.</summary>
    public IReadOnlyList<string> Mails => [.. _mails];

    /// <summary>A command that is answered in place of the usual answer: the verb, and what is said.</summary>
    public (string Verb, string Answer)? Refuse { get; set; }

    /// <summary>A verb after which the line is cut, as when the server dies.</summary>
    public string? HangUpAfter { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task Serve()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = Talk(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 sink.example ready");
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                    if (HangUpAfter == verb)
                        return;
                    await writer.WriteLineAsync(Refuse is { } refusal && refusal.Verb == verb ? refusal.Answer : await Answer(verb, reader, writer));
                    if (verb == "QUIT")
                        return;
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The other side has gone.
            }
        }
    }

    private async Task<string> Answer(string verb, StreamReader reader, StreamWriter writer)
    {
        switch (verb)
        {
            case "EHLO" or "HELO":
                return "250 sink.example";
            case "MAIL" or "RCPT" or "RSET" or "NOOP":
                return "250 fine";
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
                    mail.AppendLine(line.StartsWith('.') ? line[1..] : line);
                if (HangUpAfter == "BODY")
                    throw new IOException("Hung up.");
                _mails.Enqueue(mail.ToString());
                return "250 taken";
            case "QUIT":
                return "221 bye";
            default:
                return "502 what?";
        }
    }
}
