using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>Who may write into the folder of a run or a logged model.</summary>
internal static class FolderAccess
{
    public static async Task<Refusal?> WhyNotWrite(PortalDb db, Actor actor, FilePlace place, CancellationToken ct)
    {
        switch (place.Kind)
        {
            case FileOwner.Run:
                return await db.RunOf(place.Owner, ct) is { } run
                    ? await TrackingAccess.WhyNotWrite(db, actor, run.By, run.System, ct) ?? run.WhyNotLogged()
                    : new NotFound($"Run {place.Owner}");
            case FileOwner.LoggedModel:
                return await db.LoggedModels.SingleOrDefaultAsync(row => row.Id == place.Owner && !row.IsDeleted, ct) is { } model
                    ? await TrackingAccess.WhyNotWrite(db, actor, model.By, await ChangeLoggedModel.SystemOf(db, model, ct), ct)
                    : new NotFound($"Logged model {LoggedModel.Prefix}{place.Owner}");
            default:
                return new Gated("The bytes of a sealed version do not change any more.", "models");
        }
    }
}
