using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Benchmarks;

/// <summary>What came of some posts.</summary>
internal sealed record Sent(long Rows, long Waits, int Faults, long Offered, int Skipped);

/// <summary>Sends posts of telemetry, each with ids of its own: one after another, or at a rate that does not wait for answers.</summary>
internal sealed class IntakeSender : IDisposable
{
    private const int MostOnTheWay = 64;
    private const string PlaceOfNumber = "p000000r";

    private readonly HttpClient _client;
    private readonly Uri _path;
    private readonly byte[] _body;
    private readonly int[] _numbers;
    private readonly int _rowsOfPost;
    private int _posts;
    private long _rows;
    private long _waits;
    private int _faults;

    public IntakeSender(WebApplication app, string secret, string code, int rowsOfPost, Func<int, byte[]> body)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        _client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        (_path, _rowsOfPost, _body) = (new Uri($"/api/v1/telemetry/predictions?system={code}", UriKind.Relative), rowsOfPost, body(0));
        _numbers = Places(_body);
    }

    /// <summary>Acknowledged since the beginning.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public async Task<Sent> AsFastAsItGoes(int senders, TimeSpan time)
    {
        var before = Now();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < time)
            {
                if (await Post() is { } wait)
                    await Task.Delay(wait);
            }
        })));
        return Since(before, 0, 0);
    }

    /// <summary>A post that is due while too many are on the way already is not sent: the client has memory to lose as well.</summary>
    public async Task<Sent> AtRate(double rowsPerSecond, TimeSpan time)
    {
        var before = Now();
        var (clock, due, skipped, offered) = (Stopwatch.StartNew(), 0L, 0, 0L);
        List<Task> onTheWay = [];
        while (clock.Elapsed < time)
        {
            for (var until = (long)(clock.Elapsed.TotalSeconds * rowsPerSecond / _rowsOfPost); due < until; due++)
            {
                onTheWay.RemoveAll(task => task.IsCompleted);
                if (onTheWay.Count >= MostOnTheWay)
                {
                    skipped++;
                    continue;
                }

                offered += _rowsOfPost;
                onTheWay.Add(Task.Run(Post));
            }

            await Task.Delay(5);
        }

        await Task.WhenAll(onTheWay);
        return Since(before, offered, skipped);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>How long it is told to wait; null when the post was taken.</summary>
    private async Task<TimeSpan?> Post()
    {
        using var answer = await _client.PostAsync(_path, new ByteArrayContent(Numbered(Interlocked.Increment(ref _posts))));
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Accepted:
                Interlocked.Add(ref _rows, _rowsOfPost);
                return null;
            case HttpStatusCode.TooManyRequests when answer.Headers.RetryAfter?.Delta is { } wait && wait > TimeSpan.Zero:
                Interlocked.Increment(ref _waits);
                return wait;
            default:
                Interlocked.Increment(ref _faults);
                return null;
        }
    }

    private byte[] Numbered(int post)
    {
        var body = _body.ToArray();
        var digits = Encoding.ASCII.GetBytes(post.ToString("D6", CultureInfo.InvariantCulture));
        foreach (var place in _numbers)
            digits.CopyTo(body, place);
        return body;
    }

    private static int[] Places(ReadOnlySpan<byte> body)
    {
        List<int> places = [];
        var mark = Encoding.ASCII.GetBytes(PlaceOfNumber);
        for (var from = 0; body[from..].IndexOf(mark) is >= 0 and var more; from += more + mark.Length)
            places.Add(from + more + 1);
        return [.. places];
    }

    private Sent Now() => new(Rows, Interlocked.Read(ref _waits), _faults, 0, 0);

    private Sent Since(Sent before, long offered, int skipped) =>
        new(Rows - before.Rows, Interlocked.Read(ref _waits) - before.Waits, _faults - before.Faults, offered, skipped);
}
