using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Integrations;
using Portal.Integrations.Mail;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Who is told by mail how a request stands; written with the act itself.</summary>
internal static class PromotionMails
{
    /// <summary>To everybody who may sign the step that opened.</summary>
    public static async Task StepOpened(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.OpenStep is not { } step)
            return;

        List<Actor> holders = [];
        foreach (var permission in step.Permissions)
            holders.AddRange(await db.WhoMay(permission, ct));
        var delegates = await db.Delegations.Where(row => row.Begins <= now && row.Ends > now && (row.System == null || row.System == promotion.System))
            .Select(row => row.To).ToListAsync(ct);
        List<PersonId> signers = [];
        foreach (var candidate in holders.Concat(await db.InPerson(delegates, ct)).DistinctBy(candidate => candidate.Person))
            if (candidate.Person is { } person && (await DecidePromotion.Eligible(db, candidate, promotion, now, ct)).MaySign)
                signers.Add(person);

        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(signers, actor, MailText.StepOpened(promotion.Code, system, version, promotion.Target.ToString(), step.Name), now, ct);
    }

    /// <summary>To the requester once it is decided; while it is not, to whoever signs next.</summary>
    public static async Task Signed(PortalDb db, Actor actor, Promotion promotion, FlowStep? signed, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.State == PromotionState.InReview)
        {
            if (promotion.OpenStep != signed)
                await StepOpened(db, actor, promotion, now, ct);
            return;
        }

        var (system, version) = await NamesOf(db, promotion, ct);
        var text = promotion.State == PromotionState.Approved
            ? MailText.Approved(promotion.Code, system, version, promotion.Target.ToString())
            : MailText.Rejected(promotion.Code, system, version);
        await db.EnqueueMails([promotion.Requester], actor, text, now, ct);
    }

    public static async Task WentStale(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(
            [promotion.Requester], actor, MailText.WentStale(promotion.Code, system, version, promotion.StaleFields.Select(field => field.Field)), now, ct);
    }

    private static async Task<(string System, string Version)> NamesOf(PortalDb db, Promotion promotion, CancellationToken ct) =>
    (
        (await RegisterQueries.Published(db, promotion.System, ct))?.Name ?? promotion.Code,
        await db.Versions.Where(version => version.Id == promotion.ModelVersion).Select(version => version.Label).SingleAsync(ct)
    );
}
