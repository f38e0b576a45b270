using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Shared;
using Portal.Web.Account;

namespace Portal.Web.Api;

/// <summary>A request that cannot be read is told which field is wrong, in the form of every other refusal.</summary>
internal sealed class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception fault, CancellationToken ct)
    {
        if (fault is not BadHttpRequestException unreadable || !Schemes.IsApi(context.Request))
            return false;

        var answer = fault.InnerException is JsonException json
            ? Answers.Problem(new Invalid(FieldOf(json), "It is not known here, or it is not of its kind. GET /openapi/v1.json describes what is."))
            : Results.Problem(statusCode: unreadable.StatusCode, title: "Not readable", detail: unreadable.Message);
        await answer.ExecuteAsync(context);
        return true;
    }

    /// <summary>The path of JSON without its root: <c>$.artifacts[0].size</c> is artifacts[0].size.</summary>
    private static string FieldOf(JsonException json) => json.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "body";
}
