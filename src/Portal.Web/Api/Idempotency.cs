using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>
/// Idempotency-Key on POST: the key is saved by the transaction of the change, so the same key has one effect, however often and
/// however concurrently it is sent. The same key with another body is 422.
/// </summary>
internal sealed class Idempotency(IDbContextFactory<PortalDb> dbs) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Replay>() is not { } replay
            || http.Request.Headers[Header].ToString() is not { Length: > 0 } key
            || context.Arguments.OfType<Caller>().FirstOrDefault() is not { Actor: { Person: { } person } actor } caller)
            return await next(context);
        if (key.Length > LongestKey)
            return Answers.Problem(new Invalid(Header, $"A key has at most {LongestKey} characters."));

        var request = new RequestKey(key, BodyDigest.Of(http));
        if (await Known(person, request, replay, http) is { } known)
            return known;

        context.Arguments[context.Arguments.IndexOf(caller)] = new Caller(actor with { Request = request });
        try
        {
            return await next(context);
        }
        catch (Exception fault) when (Conflicts.IsDuplicate(fault))
        {
            // The same request came twice at once, and the other one was first.
            if (await Known(person, request, replay, http) is { } second)
                return second;
            throw;
        }
    }

    private async Task<IResult?> Known(PersonId person, RequestKey request, Replay replay, HttpContext http)
    {
        await using var db = await dbs.CreateDbContextAsync(http.RequestAborted);
        var answered = await db.AnsweredRequests.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Person == person && row.Key == request.Key, http.RequestAborted);
        if (answered is null)
            return null;

        return answered.Body == request.Body
            ? await replay.Read(http, answered.Subject)
            : Results.Problem(statusCode: StatusCodes.Status422UnprocessableEntity, title: "Key used before", detail: $"{Header} '{request.Key}' came before with another body.");
    }
}

/// <summary>What a POST says when its Idempotency-Key comes a second time: the resource, read now.</summary>
internal sealed record Replay(Func<HttpContext, string, Task<IResult>> Read);

internal static class Replays
{
    /// <summary>Makes a POST repeatable: <paramref name="read"/> gets the subject that the first one wrote into the ledger.</summary>
    public static RouteHandlerBuilder Repeatable(this RouteHandlerBuilder post, Func<HttpContext, string, Task<IResult>> read) =>
        post.WithMetadata(new Replay(read));
}

/// <summary>Takes the digest of a body before it is bound, for requests that carry an Idempotency-Key.</summary>
internal sealed class BodyDigest(RequestDelegate next)
{
    private static readonly object Item = new();

    public static Digest Of(HttpContext http) => (Digest?)http.Items[Item] ?? Digest.Of([]);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(Idempotency.Header) && context.GetEndpoint()?.Metadata.GetMetadata<Replay>() is not null)
        {
            context.Request.EnableBuffering();
            context.Items[Item] = Digest.FromHash(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted));
            context.Request.Body.Position = 0;
        }

        await next(context);
    }
}
