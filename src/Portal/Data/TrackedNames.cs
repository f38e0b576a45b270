using Microsoft.EntityFrameworkCore;
using Portal.Tracking;

namespace Portal.Data;

/// <summary>Names that clients put beside their runs; for capabilities that know nothing else of runs.</summary>
internal static class TrackedNames
{
    private const string UserTag = "mlflow.user";

    /// <summary>Leaves nothing by which runs name this address.</summary>
    public static async Task Forget(PortalDb db, string address, CancellationToken ct)
    {
        var name = address.ToLowerInvariant();
        await db.TrackedRuns.Where(run => run.UserId.ToLower() == name).ExecuteUpdateAsync(set => set.SetProperty(run => run.UserId, ""), ct);
        await db.TrackedTexts.Where(text => text.Kind == TextKind.Tag && text.Key == UserTag && text.Value.ToLower() == name).ExecuteDeleteAsync(ct);
    }
}
