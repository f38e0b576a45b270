using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Api.Otlp;

/// <summary>What goes wrong under a request of the protocol: exporters send again what could not be stored, and nothing else.</summary>
internal sealed class OtlpFaults : IExceptionHandler
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception fault, CancellationToken ct)
    {
        if (!OtlpApi.IsOtlp(context.Request))
            return false;

        var answer = fault switch
        {
            BadHttpRequestException unreadable => OtlpAnswer.Failed(unreadable.StatusCode, unreadable.Message),
            DbException or DbUpdateException or IOException => OtlpAnswer.Failed(StatusCodes.Status503ServiceUnavailable, "Nothing was stored: send it again.", SoonAgain),
            _ => OtlpAnswer.Failed(StatusCodes.Status500InternalServerError, $"The portal failed; its log says more under {context.TraceIdentifier}."),
        };
        await answer.ExecuteAsync(context);
        return true;
    }
}
