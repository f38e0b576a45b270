using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Submission's second half: the gate is computed, its verdict and the subject are frozen.</summary>
internal static class Gating
{
    // The series are read before the transaction, since that takes its time; a revision that has some keeps them.
    public static async Task Check(PortalDb db, Actor actor, Promotion promotion, ModelVersion version, PublishedEntry entry, TrafficDrift? series, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Series is null && series is not null)
        {
            promotion.Freeze(series);
            db.PromotionSeries.Add(PromotionSeries.Of(promotion, series));
        }

        var policy = await db.PolicyOf(promotion.PolicyNumber, ct);
        var (change, terms) = await ChangeOf(db, promotion, version, entry, series, calendar, now, ct);
        promotion.Classify(change);
        var gate = await Verdict(db, promotion, policy, entry.Tier, calendar, now, ct);
        var days = policy.Of(entry.Tier).WorkingDays;
        var deadlines = new Deadlines(policy.Calendar.Deadline(now, days, calendar), policy.Calendar.Deadline(now, 2 * days, calendar));
        var flow = promotion.UnderApproval is not null && terms is not null ? StandingRules.FlowOf(policy, terms, change.Standing?.Code ?? "") : null;
        promotion.CheckGate(gate, await SubjectOf(db, promotion, version, entry, gate, ct), flow ?? policy.FlowTo(promotion.Target, entry.Tier, ClassOf(promotion)), deadlines, now);
        db.Record(new EntryDraft(actor, now, PromotionEvents.Requested, promotion.Code)
        {
            After = promotion.SubjectDigest,
            Reason = promotion.Case,
            Policy = promotion.PolicyNumber,
            Details = new Dictionary<string, string>
            {
                ["system"] = entry.Code,
                ["version"] = version.Label,
                ["stage"] = promotion.Target.ToString(),
                ["revision"] = promotion.Revision.ToString(),
                ["gate"] = gate.Digest.Text,
                ["outcome"] = promotion.State.ToString(),
                ["changeClass"] = ClassOf(promotion).ToString(),
                ["changeAgainst"] = change.Against?.Label ?? "",
                ["changeBecause"] = string.Join("; ", change.Fields.Select(field => $"{field.Field}: {field.Class}")),
                ["standing"] = promotion.Terms is { } asked ? string.Join("; ", asked.Parts.Select(part => $"{part.Name}: {part.Value}")) : change.Standing?.Code ?? "",
                ["standingOutside"] = string.Join("; ", change.Standing?.Outside ?? []),
                ["changeRaised"] = promotion.Change?.Raised?.ToString() ?? "",
            },
        });
        await PromotionMails.StepOpened(db, actor, promotion, now, ct);
    }

    /// <summary>What would be applied in an emergency, as it is now, with the gate's verdict whatever it says.</summary>
    public static async Task FreezeForEmergency(PortalDb db, Promotion promotion, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var version = await db.Versions.AsNoTracking().SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return;

        var policy = await db.PolicyOf(promotion.PolicyNumber, ct);
        var gate = await Verdict(db, promotion, policy, entry.Tier, calendar, now, ct);
        promotion.FreezeForEmergency(gate, await SubjectOf(db, promotion, version, entry, gate, ct), policy.FlowTo(promotion.Target, entry.Tier, ClassOf(promotion)));
    }

    /// <summary>An approval that nobody uses ends as a request does that nobody decides; a standing one after the days that it was voted for.</summary>
    public static async Task<DateTimeOffset> ApplyBy(PortalDb db, Promotion promotion, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Terms is { } terms)
            return now.AddDays(terms.Days);

        var policy = await db.PolicyOf(promotion.PolicyNumber, ct);
        var tier = await db.Systems.Where(system => system.Id == promotion.System).Select(system => system.Tier).SingleAsync(ct);
        return policy.Calendar.Deadline(now, 2 * policy.Of(tier ?? RiskTier.Critical).WorkingDays, calendar);
    }

    /// <summary>What the gate says of a request now, by the policy that it started with.</summary>
    public static async Task<GateVerdict> Verdict(PortalDb db, Promotion promotion, RiskTier tier, Calendar calendar, DateTimeOffset now, CancellationToken ct) =>
        await Verdict(db, promotion, await db.PolicyOf(promotion.PolicyNumber, ct), tier, calendar, now, ct);

    private static async Task<GateVerdict> Verdict(PortalDb db, Promotion promotion, Policy policy, RiskTier tier, Calendar calendar, DateTimeOffset now, CancellationToken ct) => Gate.Decide(
        new(policy, promotion.Target, tier, calendar.DayOf(promotion.BegunAt)) { Reason = promotion.Reason },
        await Changes.WithEarlier(db, await Gates.Evidence(db, promotion.ModelVersion, now, ct), promotion.Change, now, ct));

    private static ChangeClass ClassOf(Promotion promotion) => promotion.Change?.Class ?? ChangeClass.Major;

    /// <summary>The subject as it is now, over the verdict as it was stored.</summary>
    public static async Task<(Subject Subject, PersonId? PublishedBy)?> Current(PortalDb db, Promotion promotion, CancellationToken ct)
    {
        var version = await db.Versions.AsNoTracking().SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        if (await RegisterQueries.Published(db, promotion.System, ct) is not { } entry)
            return null;

        return (await SubjectOf(db, promotion, version, entry, promotion.Gate, ct), entry.PublishedBy);
    }

    private static async Task<Subject> SubjectOf(PortalDb db, Promotion promotion, ModelVersion version, PublishedEntry entry, GateVerdict gate, CancellationToken ct) =>
        Subject.Of(version, await CardOf(db, version, ct), entry, gate, promotion.Series, promotion.Target) is var subject && promotion.Terms is { } terms ? new Subject([.. terms.Parts, .. subject.Parts]) : subject;

    /// <summary>What it is, and the standing approval that it is held against. Who raised the class asked for the whole way.</summary>
    private static async Task<(Change Change, StandingTerms? Terms)> ChangeOf(PortalDb db, Promotion promotion, ModelVersion version, PublishedEntry entry, TrafficDrift? series, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Terms is not null)
            return (ChangeRules.OfStanding, null);

        var change = await Changes.Of(db, version, promotion.Target, entry, now, ct);
        var drift = series ?? (promotion.Series is null ? null : await PromotionSeries.Read(db, promotion.Id, promotion.Revision, ct));
        return promotion.Change?.Raised is null && await StandingUses.FitOf(db, promotion.Id, version, promotion.Target, drift, calendar, now, ct) is { } found
            ? (change with { Standing = found.Fit }, found.Terms)
            : (change, null);
    }

    private static async Task<CardEvidence?> CardOf(PortalDb db, ModelVersion version, CancellationToken ct) =>
        (await Cards.HistoryOf(db, [version.Id], ct))[version.Id].Approved is [.., var last] ? last.Card : null;

    /// <summary>Compares with what is there now; a request that went stale says so in the ledger.</summary>
    public static async Task<bool> GoesStale(PortalDb db, Actor actor, Promotion promotion, DateTimeOffset now, CancellationToken ct)
    {
        if (await Current(db, promotion, ct) is not { } current)
            return false;

        var newer = await db.NewerThatGatesAgain(promotion.PolicyNumber, ct);
        if (!promotion.GoesStale(current.Subject, current.PublishedBy, now) && (newer is null || !promotion.GoesUnder(newer.Number, newer.PublishedBy, now)))
            return false;

        db.Record(new EntryDraft(actor, now, PromotionEvents.WentStale, promotion.Code)
        {
            Before = promotion.SubjectDigest,
            After = current.Subject.Digest,
            Policy = promotion.PolicyNumber,
            Reason = string.Join("; ", promotion.StaleFields.Select(field => field.Field)),
        });
        await PromotionMails.WentStale(db, actor, promotion, now, ct);
        return true;
    }
}
