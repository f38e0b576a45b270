using System.Text.Json.Serialization.Metadata;
using Portal.Shared;

namespace Portal.Web.Api.Mlflow;

/// <summary>Turns what a use case gave back into what clients of the protocol expect: 200 with a JSON object, or an error by its code.</summary>
internal static class MlflowAnswers
{
    public static readonly IResult Nothing = Results.Json(new Empty(), MlflowJson.Default.Empty);

    public static IResult ToMlflow<T, TAnswer>(this Result<T> result, Func<T, TAnswer> answer, JsonTypeInfo<TAnswer> type) =>
        result.Succeeded(out var value, out var refusal) ? Results.Json(answer(value), type) : Error(refusal);

    public static IResult ToMlflow<T>(this Result<T> result) => result.Refusal is { } refusal ? Error(refusal) : Nothing;

    public static IResult Found<T, TAnswer>(T? value, string what, Func<T, TAnswer> answer, JsonTypeInfo<TAnswer> type) where T : class =>
        value is null ? Error(new NotFound(what)) : Results.Json(answer(value), type);

    public static IResult Error(Refusal refusal) => refusal switch
    {
        NotFound => new MlflowError(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", refusal.Message),
        AlreadyExists => new MlflowError(StatusCodes.Status400BadRequest, "RESOURCE_ALREADY_EXISTS", refusal.Message),
        Invalid => new MlflowError(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", refusal.Message),
        Forbidden => new MlflowError(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", refusal.Message),
        Gated gated => new MlflowError(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", refusal.Message) { Page = gated.Page },
        NotAllowed => new MlflowError(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", refusal.Message) { Page = "models" },
        Busy busy => new MlflowError(StatusCodes.Status429TooManyRequests, "REQUEST_LIMIT_EXCEEDED", refusal.Message) { RetryAfter = busy.RetryAfter },
        _ => new MlflowError(StatusCodes.Status409Conflict, "RESOURCE_CONFLICT", refusal.Message),
    };

    /// <summary>Whether a request speaks this protocol, whatever becomes of it.</summary>
    public static bool IsMlflow(HttpRequest request) => request.Path.StartsWithSegments(MlflowApi.Root) || request.Path.StartsWithSegments(MlflowApi.ArtifactsRoot);
}

/// <summary>An error in the protocol's form. A refusal of the gate says where a person goes on.</summary>
internal sealed class MlflowError(int status, string code, string message) : IResult
{
    public string? Page { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } after)
            httpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(after.TotalSeconds):0}";
        var portal = httpContext.RequestServices.GetRequiredService<PortalOptions>().PublicUrl.TrimEnd('/');
        return Results.Json(new ErrorAnswer(code, Page is null ? message : $"{message} See {portal}/{Page}"), MlflowJson.Default.ErrorAnswer, statusCode: status).ExecuteAsync(httpContext);
    }
}
