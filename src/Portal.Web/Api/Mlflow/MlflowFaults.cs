using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Api.Mlflow;

/// <summary>What goes wrong under a request of the protocol, in its form. Clients come back for what is there again soon.</summary>
internal sealed class MlflowFaults : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception fault, CancellationToken ct)
    {
        if (!MlflowAnswers.IsMlflow(context.Request))
            return false;

        var error = fault switch
        {
            BadHttpRequestException unreadable => new MlflowError(unreadable.StatusCode, "INVALID_PARAMETER_VALUE", unreadable.Message),
            DbException or DbUpdateException or IOException => new MlflowError(StatusCodes.Status503ServiceUnavailable, "TEMPORARILY_UNAVAILABLE", "Nothing was stored: send it again."),
            _ => new MlflowError(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", $"The portal failed; its log says more under {context.TraceIdentifier}."),
        };
        await error.ExecuteAsync(context);
        return true;
    }
}
