using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
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

        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(await SignersOf(db, promotion, step, now, ct), actor, MailText.StepOpened(promotion.Code, system, version, promotion.Target.ToString(), step.Name), now, ct);
    }

    /// <summary>To the requester once it is decided or ended; while it is not, to whoever signs next.</summary>
    public static async Task WentOn(PortalDb db, Actor actor, Promotion promotion, FlowStep? before, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.OpenStep is not null)
        {
            if (promotion.OpenStep != before)
                await StepOpened(db, actor, promotion, now, ct);
            return;
        }

        var (system, version) = await NamesOf(db, promotion, ct);
        var text = promotion.State switch
        {
            PromotionState.Approved or PromotionState.ApprovedWithConditions when promotion.Terms is { } terms => MailText.StandingApproved(promotion.Code, system, promotion.Target.ToString(), terms.Uses, promotion.ExpiresAt),
            PromotionState.Approved or PromotionState.ApprovedWithConditions => MailText.Approved(promotion.Code, system, version, promotion.Target.ToString()),
            PromotionState.ChangesRequested => MailText.ChangesRequested(promotion.Code, system, version),
            PromotionState.Expired => MailText.Expired(promotion.Code, system, version),
            _ => MailText.Rejected(promotion.Code, system, version),
        };
        await db.EnqueueMails([promotion.Requester], actor, text, now, ct);
    }

    /// <summary>At half of the time, to everybody who may sign what is open.</summary>
    public static async Task Reminder(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.OpenStep is not { } step)
            return;

        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(await SignersOf(db, promotion, step, now, ct), actor, MailText.Reminder(promotion.Code, system, version, step.Name, promotion.DueAt), now, ct);
    }

    /// <summary>When the time is over: to the chair, of the lower tiers to risk.</summary>
    public static async Task Escalation(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.OpenStep is not { } step)
            return;

        var (system, version) = await NamesOf(db, promotion, ct);
        var tier = await db.Systems.Where(one => one.Id == promotion.System).Select(one => one.Tier).SingleAsync(ct);
        var to = await db.WhoMay(tier is RiskTier.Low or RiskTier.Medium ? Permission.SignRisk : Permission.LeadBoard, ct);
        await db.EnqueueMails(to.Select(one => one.Person).OfType<PersonId>(), actor, MailText.Escalated(promotion.Code, system, version, step.Name, promotion.ExpiresAt), now, ct);
    }

    /// <summary>To the chair, who can see to it, and to who waits.</summary>
    public static async Task ClockStopped(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        var chairs = (await db.WhoMay(Permission.LeadBoard, ct)).Select(one => one.Person).OfType<PersonId>();
        await db.EnqueueMails(chairs.Append(promotion.Requester), actor, MailText.ClockStopped(promotion.Code, system, version, promotion.Standstill?.Lack ?? ""), now, ct);
    }

    /// <summary>A no stops early closing: the chair says when the vote ends.</summary>
    public static async Task ToTheChair(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails((await db.WhoMay(Permission.LeadBoard, ct)).Select(one => one.Person).OfType<PersonId>(), actor, MailText.CalledToTheChair(promotion.Code, system, version, promotion.ExpiresAt), now, ct);
    }

    /// <summary>To who requested it and who answers for the system.</summary>
    public static async Task Asked(PortalDb db, Actor actor, Promotion promotion, Question question, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(await ConcernedBy(db, promotion, ct), actor, MailText.Asked(promotion.Code, system, version, question.Text), now, ct);
    }

    /// <summary>To who asked.</summary>
    public static async Task Answered(PortalDb db, Actor actor, Promotion promotion, Question question, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails([question.By], actor, MailText.Answered(promotion.Code, system, version, question.Number), now, ct);
    }

    /// <summary>To who requested it and who answers for the system.</summary>
    public static async Task Suspended(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(await ConcernedBy(db, promotion, ct), actor, MailText.Suspended(promotion.Code, system, version, promotion.Target.ToString(), promotion.Suspension?.Reason ?? ""), now, ct);
    }

    public static async Task Resumed(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(await ConcernedBy(db, promotion, ct), actor, MailText.Resumed(promotion.Code, system, version, promotion.Target.ToString()), now, ct);
    }

    /// <summary>To everybody who may be the second.</summary>
    public static async Task EmergencyStarted(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        List<PersonId> others = [];
        foreach (var role in (await db.PolicyOf(promotion.PolicyNumber, ct)).Emergency.Roles)
            others.AddRange(await db.HoldersOf(role, ct));
        await db.EnqueueMails(others, actor, MailText.EmergencyStarted(promotion.Code, system, version, promotion.Target.ToString(), actor.Name, promotion.Emergency?.Started.Reason ?? ""), now, ct);
    }

    /// <summary>To everybody who approves in a step that was skipped, and to who requested it and answers for the system.</summary>
    public static async Task AppliedInEmergency(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Emergency is not { Confirmed: { } confirmed } emergency)
            return;

        var (system, version) = await NamesOf(db, promotion, ct);
        var contributors = await DecidePromotion.ContributorsOf(db, promotion, ct);
        List<PersonId> approvers = [];
        foreach (var permission in promotion.SkippedSteps.SelectMany(step => step.Permissions).Distinct())
            approvers.AddRange((await db.WhoMay(permission, ct)).Select(one => one.Person).OfType<PersonId>().Except(contributors));
        var text = MailText.AppliedInEmergency(
            promotion.Code, system, version, promotion.Target.ToString(), $"{emergency.Started.PrintedName} and {confirmed.PrintedName}", emergency.Started.Reason,
            string.Join(", ", promotion.SkippedSteps.Select(step => step.Name)), promotion.DueAt);
        await db.EnqueueMails(approvers.Concat(await ConcernedBy(db, promotion, ct)), actor, text, now, ct);
    }

    /// <summary>To the two who applied it, to who requested it and who answers for the system.</summary>
    public static async Task Ratified(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        var two = new[] { promotion.Emergency?.Started.Person, promotion.Emergency?.Confirmed?.Person }.OfType<PersonId>();
        await db.EnqueueMails(two.Concat(await ConcernedBy(db, promotion, ct)), actor, MailText.Ratified(promotion.Code, system, version, promotion.Target.ToString()), now, ct);
    }

    /// <summary>To the chair, and to who may sign the step that is open.</summary>
    public static async Task ReviewMissed(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.OpenStep is not { } step)
            return;

        var (system, version) = await NamesOf(db, promotion, ct);
        var chairs = (await db.WhoMay(Permission.LeadBoard, ct)).Select(one => one.Person).OfType<PersonId>();
        await db.EnqueueMails(chairs.Concat(await SignersOf(db, promotion, step, now, ct)), actor, MailText.ReviewMissed(promotion.Code, system, version, promotion.Target.ToString(), step.Name), now, ct);
    }

    /// <summary>To who requested it and who answers for the system.</summary>
    public static async Task Removed(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var ((system, version), target, reason) = (await NamesOf(db, promotion, ct), promotion.Target.ToString(), promotion.Removal?.Reason ?? "");
        var text = promotion.State == PromotionState.Revoked ? MailText.Revoked(promotion.Code, system, version, target, reason) : MailText.Retired(promotion.Code, system, version, target, reason);
        await db.EnqueueMails(await ConcernedBy(db, promotion, ct), actor, text, now, ct);
    }

    public static async Task WentStale(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var (system, version) = await NamesOf(db, promotion, ct);
        await db.EnqueueMails(
            [promotion.Requester], actor, MailText.WentStale(promotion.Code, system, version, promotion.StaleFields.Select(field => field.Field)), now, ct);
    }

    private static async Task<IReadOnlyList<PersonId>> ConcernedBy(PortalDb db, Promotion promotion, CancellationToken ct) =>
        [.. new[] { promotion.Requester }.Concat(await RegisterQueries.Published(db, promotion.System, ct) is { } entry ? entry.People : []).Distinct()];

    private static async Task<IReadOnlyList<PersonId>> SignersOf(PortalDb db, Promotion promotion, FlowStep step, DateTimeOffset now, CancellationToken ct)
    {
        List<Actor> holders = [];
        foreach (var permission in step.Permissions)
            holders.AddRange(await db.WhoMay(permission, ct));
        var delegates = await db.Delegations.Where(row => row.Begins <= now && row.Ends > now && (row.System == null || row.System == promotion.System))
            .Select(row => row.To).ToListAsync(ct);
        List<PersonId> signers = [];
        foreach (var candidate in holders.Concat(await db.InPerson(delegates, ct)).DistinctBy(candidate => candidate.Person))
            if (candidate.Person is { } person && (await DecidePromotion.Eligible(db, candidate, promotion, now, ct)).IsAwaited)
                signers.Add(person);
        return signers;
    }

    private static async Task<(string System, string Version)> NamesOf(PortalDb db, Promotion promotion, CancellationToken ct) =>
    (
        (await RegisterQueries.Published(db, promotion.System, ct))?.Name ?? promotion.Code,
        await db.Versions.Where(version => version.Id == promotion.ModelVersion).Select(version => version.Label).SingleAsync(ct)
    );
}
