using System.Collections.Concurrent;
using Portal.Accounts;
using Portal.Shared;

namespace Portal.Web.Account;

/// <summary>
/// Knows the connections of open pages by their session. When a session is over, by whichever node, its pages are told through the
/// feed and go to the sign-in page; a connection that is still there a moment later is cut.
/// </summary>
internal sealed partial class OpenPages(Sessions sessions, LiveFeed<SessionId> ended, TimeProvider time, ILogger<OpenPages> log) : BackgroundService
{
    private const string Hub = "/_blazor";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // A person with more open pages than this is a program.
    private const int MostOfOnePerson = 60;

    private readonly ConcurrentDictionary<HttpContext, Page> _connections = new();
    private HashSet<SessionId> _told = [];

    /// <summary>
    /// Stands before the hub. A browser sends the page's origin with each WebSocket, and only this portal's pages may open one.
    /// </summary>
    public async Task Watch(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Hub))
        {
            await next(context);
            return;
        }

        if (IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (context.User.Session() is not { } session || context.User.Person() is not { } person)
        {
            await next(context);
            return;
        }

        if (_connections.Values.Count(page => page.Person == person) >= MostOfOnePerson)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        _connections[context] = new(session, person);
        try
        {
            await next(context);
        }
        finally
        {
            _connections.TryRemove(context, out _);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Repeat(Turn, Period, time, fault => Log.TurnFailed(log, fault), stoppingToken);

    /// <summary>Cuts what was told at the last turn and is still connected, and tells what ended since.</summary>
    private async Task Turn(CancellationToken ct)
    {
        foreach (var (context, page) in _connections)
            if (_told.Contains(page.Session))
                context.Abort();

        var open = _connections.Values.Select(page => page.Session).Distinct().ToList();
        var over = open.Count == 0 ? [] : await sessions.OverAmong(open, ct);
        foreach (var session in over)
            ended.Publish(session);
        _told = [.. over];
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private sealed record Page(SessionId Session, PersonId Person);

    private static partial class Log
    {
        [LoggerMessage(9101, LogLevel.Error, "The sessions of open pages could not be looked up; tried again at the next turn")]
        public static partial void TurnFailed(ILogger log, Exception fault);
    }
}
