using Microsoft.AspNetCore.Mvc;
using Portal.Shared;

namespace Portal.Web.Api;

/// <summary>Turns what a use case gave back into HTTP: the value as the endpoint says, a refusal as problem details (RFC 9457).</summary>
internal static class Answers
{
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> done) =>
        result.Succeeded(out var value, out var refusal) ? done(value) : Problem(refusal);

    public static async Task<IResult> ToHttp<T>(this Result<T> result, Func<T, Task<IResult>> done) =>
        result.Succeeded(out var value, out var refusal) ? await done(value) : Problem(refusal);

    public static IResult Problem(Refusal refusal) => refusal switch
    {
        NotFound => Problem(StatusCodes.Status404NotFound, "Not found", refusal.Message),
        Forbidden => Problem(StatusCodes.Status403Forbidden, "Not permitted", refusal.Message),
        Invalid invalid => Results.ValidationProblem(
            invalid.Faults.GroupBy(fault => fault.Field).ToDictionary(faults => faults.Key, faults => faults.Select(fault => fault.Message).ToArray()),
            detail: refusal.Message, title: "Not acceptable as sent"),
        AlreadyExists => Problem(StatusCodes.Status409Conflict, "There already", refusal.Message),
        Gated => Problem(StatusCodes.Status403Forbidden, "Not permitted", refusal.Message),
        NotAllowed => Problem(StatusCodes.Status409Conflict, "Not possible now", refusal.Message),
        Changed => Problem(StatusCodes.Status412PreconditionFailed, "Changed since it was read", refusal.Message),
        KeyReused => Problem(StatusCodes.Status422UnprocessableEntity, "Key used before", refusal.Message),
        Busy busy => new Later(busy),
        _ => throw new InvalidOperationException($"No answer for {refusal.GetType().Name}."),
    };

    /// <summary>Null becomes 404: for reads of one thing.</summary>
    public static IResult Found<T>(T? value, string what) where T : class =>
        value is null ? Problem(new NotFound(what)) : Results.Json(value);

    private static IResult Problem(int status, string title, string detail) =>
        Results.Problem(new ProblemDetails { Status = status, Title = title, Detail = detail });

    /// <summary>Says when to send the same again.</summary>
    private sealed class Later(Busy busy) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(busy.RetryAfter.TotalSeconds):0}";
            return Problem(StatusCodes.Status429TooManyRequests, "Too many requests", busy.Message).ExecuteAsync(httpContext);
        }
    }
}
