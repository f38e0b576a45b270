using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>One person's signed decision on the subject that was on their screen.</summary>
public sealed class DecidePromotion(IDbContextFactory<PortalDb> dbs, LiveFeed<PromotionId> feed, Calendar calendar, TimeProvider time)
{
    public const int LongestReason = 4000;

    public sealed record Input(PromotionId Promotion, Digest Displayed, Verdict Verdict, string Reason, StepUpToken Token)
    {
        public IReadOnlyList<Condition> Conditions { get; init; } = [];
    }

    public async Task<Result<PromotionState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync<PromotionState>(db => Decide(db, actor, input, time.GetUtcNow(), ct), ct);
        if (result.Refusal is null)
            Instruments.CountSignature(input.Verdict.ToString());
        feed.Publish(input.Promotion);
        return result;
    }

    /// <summary>What a signature says; bound to the credential that is asked for it.</summary>
    public static string Meaning(Verdict verdict, string code, int revision, IReadOnlyList<Condition>? conditions = null) => verdict switch
    {
        Verdict.ApproveWithConditions => $"I approve {code}, revision {revision}, on {(conditions is { Count: 1 } ? "the condition" : "the conditions")} {Condition.DigestOf(conditions ?? []).Text}.",
        Verdict.Approve => $"I approve {code}, revision {revision}, on the evidence shown.",
        Verdict.Reject => $"I reject {code}, revision {revision}.",
        Verdict.RequestChanges => $"I ask for changes to {code}, revision {revision}, before it is decided.",
        Verdict.Abstain => $"I abstain on {code}, revision {revision}.",
        Verdict.Recuse => $"I take no part in deciding on {code}, revision {revision}.",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    private async Task<Result<PromotionState>> Decide(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Promotions.ToChange().Include(promotion => promotion.Votes).SingleOrDefaultAsync(promotion => promotion.Id == input.Promotion, ct) is not { } promotion)
            return new NotFound("This promotion");
        if (input.Reason.Length > LongestReason)
            return new Invalid("reason", $"At most {LongestReason} characters.");
        if (await ConditionFaults(db, promotion, input, ct) is { Count: > 0 } faults)
            return new Invalid(faults);
        if (await Gating.GoesStale(db, actor, promotion, now, ct))
        {
            db.KeepWhenRefused();
            return db.Refused(actor, now, "promotion.decide", promotion.Code, new Changed($"{promotion.Code} went stale: {string.Join(", ", promotion.StaleFields.Select(field => field.Field))} changed. Nothing was signed."));
        }

        if (await StandingUses.WhyNoMore(db, promotion, calendar, now, ct) is { } noMore)
            return db.Refused(actor, now, "promotion.decide", promotion.Code, noMore);

        var eligible = await Eligible(db, actor, promotion, now, ct);
        var meaning = Meaning(input.Verdict, promotion.Code, promotion.Revision, input.Conditions);
        if (promotion.WhyNot(eligible, input.Displayed, input.Verdict, input.Reason) is { } beforehand)
            return db.Refused(actor, now, "promotion.decide", promotion.Code, beforehand);
        var proof = await StepUp.Redeem(db, input.Token, actor, input.Displayed, meaning, now, ct);
        if (!proof.Succeeded(out var authenticated, out var unproven))
            return db.Refused(actor, now, "promotion.decide", promotion.Code, unproven);
        var (stepBefore, applyBy) = (promotion.OpenStep, await Gating.ApplyBy(db, promotion, calendar, now, ct));
        if (promotion.Decide(actor, eligible, input.Displayed, input.Verdict, meaning, input.Reason.Trim(), input.Conditions, authenticated, applyBy, now) is { } refusal)
            return db.Refused(actor, now, "promotion.decide", promotion.Code, refusal);

        db.Record(new EntryDraft(actor, now, PromotionEvents.Of(input.Verdict), promotion.Code)
        {
            After = input.Displayed,
            Reason = input.Reason.Trim(),
            Policy = promotion.PolicyNumber,
            Details = new Dictionary<string, string>
            {
                ["meaning"] = meaning,
                ["step"] = eligible.Step?.Name ?? "",
                ["seat"] = eligible.Seat ?? "",
                ["takesThePlaceOf"] = eligible.Before?.Verdict.ToString() ?? "",
                ["inPlaceOf"] = eligible.InPlaceOf?.Person.ToString() ?? "",
                ["authenticated"] = authenticated.InWords,
                ["authenticatedAt"] = EntryDraft.Timestamp(authenticated.At),
                ["state"] = promotion.State.ToString(),
            },
        });
        await Consequences.Of(db, actor, promotion, stepBefore, calendar, now, ct);
        if (input.Verdict.Ballot() == Ballot.Against && promotion.OpenStep is { Board: not null })
            await PromotionMails.ToTheChair(db, actor, promotion, now, ct);
        return promotion.State;
    }

    private async Task<IReadOnlyList<Fault>> ConditionFaults(PortalDb db, Promotion promotion, Input input, CancellationToken ct)
    {
        if (input.Verdict != Verdict.ApproveWithConditions)
            return input.Conditions.Count == 0 ? [] : [new Fault("conditions", "Conditions come with an approval on conditions.")];
        if (input.Conditions.Count == 0)
            return [new Fault("conditions", "Say what the conditions are.")];

        return Condition.Faults(input.Conditions, await Conditions.Owners(db, promotion, ct), calendar.Today);
    }

    internal static async Task<Eligibility> Eligible(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        var contributors = await ContributorsOf(db, promotion, ct);
        IReadOnlyCollection<PersonId> named = promotion.OpenStep?.Kind == StepKind.Peer && await RegisterQueries.Published(db, promotion.System, ct) is { } entry ? [.. entry.People] : [];
        return Eligibility.Of(actor, promotion, new(contributors, named), await SeatQueries.Now(db, now, ct), await DelegatorsOf(db, actor, promotion, now, ct));
    }

    internal static Task<List<PersonId>> ContributorsOf(PortalDb db, Promotion promotion, CancellationToken ct) =>
        db.Versions.Where(version => version.Id == promotion.ModelVersion).SelectMany(version => version.Contributors).Select(contributor => contributor.Person).ToListAsync(ct);

    /// <summary>Delegations are resolved when deciding, one step far; who grants roles or makes rules signs in nobody's place.</summary>
    internal static async Task<IReadOnlyList<Delegator>> DelegatorsOf(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Person is not { } person || (await db.RolesOf(person, ct)).Any(role => role is Role.Administrator or Role.PolicyManager))
            return [];

        List<Delegator> delegators = [];
        foreach (var from in await DelegationQueries.DelegatorsOf(db, person, promotion.System, now, ct))
        {
            if (await Actors.NameOf(db, from, now, ct) is { } name)
                delegators.Add(new Delegator(from, name, await Actors.PermissionsOf(db, from, ct)));
        }

        return delegators;
    }
}
