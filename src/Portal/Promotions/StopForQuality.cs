using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>
/// What runs and answers so much worse than what was approved stops: of the tiers that the policy names by itself, as far as the system may be
/// stopped; of the others on-call is asked, who may stop it.
/// </summary>
public sealed class StopForQuality(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time) : IReaction<QualityFell>
{
    private static readonly Actor Portal = Actor.System("quality");

    public async Task React(QualityFell what, CancellationToken ct)
    {
        var suspended = await dbs.WriteAsync<List<PromotionId>>(async db =>
        {
            List<PromotionId> found = [];
            foreach (var promotion in await db.Promotions.ToChange().Where(one => one.ModelVersion == what.Version && one.Target != Stage.Staging && Standing.Holds.Contains(one.State)).ToListAsync(ct))
            {
                if (await Stop(db, promotion, what, ct))
                    found.Add(promotion.Id);
            }

            return found;
        }, ct);
        foreach (var id in suspended.Value)
            feed.Publish(id);
    }

    private async Task<bool> Stop(PortalDb db, Promotion promotion, QualityFell what, CancellationToken ct)
    {
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return false;

        var now = time.GetUtcNow();
        if ((await db.PolicyInForce(ct)).Alerts.SuspendsByItself.Contains(entry.Tier))
            return await Stopping.AsFarAsItMay(db, Portal, promotion, new($"{what.Alert} is open", $"{what.Alert}: {what.What}.", $"{promotion.Code}/{what.Alert}"), calendar, now, ct);

        // Told again after a fault the mail is the same, and its reader stops it once.
        await db.EnqueueMails(await db.HoldersOf(Role.OnCall, ct), Portal, MailText.AskedToStop(promotion.Code, entry.Code, entry.Name, promotion.Target.ToString(), $"{what.Alert}: {what.What}"), now, ct);
        return false;
    }
}
