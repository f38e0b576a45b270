using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>What somebody may do about an emergency with a request.</summary>
public enum EmergencyPart { None = 1, Start, Confirm }

/// <summary>Who counts as one of the two people, and when a system may have an emergency at all.</summary>
internal static class EmergencyAccess
{
    /// <summary>The roles by which this person is one of the two. Who requested or built it is not, nor who decides in their place.</summary>
    public static async Task<Result<IReadOnlyList<Role>>> RolesOf(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Through != Through.Session || actor.Person is not { } person || actor.LooksBack)
            return new Forbidden("Applying in an emergency happens in pages, by two people.");

        var (rule, held) = ((await db.PolicyOf(promotion.PolicyNumber, ct)).Emergency, await db.RolesOf(person, ct));
        if (held.Where(rule.Roles.Contains).ToList() is not { Count: > 0 } roles)
            return new Forbidden($"An emergency takes {rule.InWords}.");

        List<PersonId> involved = [promotion.Requester, .. await DecidePromotion.ContributorsOf(db, promotion, ct)];
        if (involved.Contains(person))
            return new Forbidden("Who requested or built a version does not count in its emergency.");
        if ((await DecidePromotion.DelegatorsOf(db, actor, promotion, now, ct)).FirstOrDefault(delegator => involved.Contains(delegator.Person)) is { } part)
            return new Forbidden($"You decide in the place of {part.Name}, who took part in this version.");

        return roles;
    }

    /// <summary>Whether these two are what the policy asks for; their roles as they hold them now.</summary>
    public static async Task<Refusal?> WhyNotTogether(PortalDb db, Promotion promotion, PersonId first, IReadOnlyList<Role> second, CancellationToken ct)
    {
        var rule = (await db.PolicyOf(promotion.PolicyNumber, ct)).Emergency;
        return rule.IsMetBy([.. await db.RolesOf(first, ct)], [.. second]) ? null : new Forbidden($"An emergency takes {rule.InWords}.");
    }

    /// <summary>The request of this system that was applied in an emergency and is not reviewed.</summary>
    public static async Task<Promotion?> UnreviewedOf(PortalDb db, SystemId system, CancellationToken ct) =>
        (await db.Promotions.AsNoTracking().Where(promotion => promotion.System == system && PromotionMoves.InForce.Contains(promotion.State)).ToListAsync(ct)).Find(promotion => promotion.IsUnderReview);

    /// <summary>For a page, in order to look right.</summary>
    public static async Task<EmergencyPart> PartOf(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Terms is not null || !PromotionMoves.CanMove(promotion.State, PromotionState.AppliedInEmergency) || !(await RolesOf(db, actor, promotion, now, ct)).Succeeded(out var roles, out _))
            return EmergencyPart.None;
        if (promotion.Emergency is { } emergency && emergency.IsWaiting(now))
            return !actor.Is(emergency.Started.Person) && await WhyNotTogether(db, promotion, emergency.Started.Person, roles, ct) is null ? EmergencyPart.Confirm : EmergencyPart.None;

        return await UnreviewedOf(db, promotion.System, ct) is null ? EmergencyPart.Start : EmergencyPart.None;
    }
}
