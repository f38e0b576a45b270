using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

public sealed record PromotionLine(
    PromotionId Id, string Code, string SystemCode, string SystemName, RiskTier Tier, string Version, Stage Target,
    PromotionState State, string? OpenStep, PersonLine Requester, DateTimeOffset SubmittedAt, DateTimeOffset DueAt)
{
    /// <summary>Absent in requests from before it was derived.</summary>
    public Change? Change { get; init; }

    /// <summary>Of what was applied before it was decided.</summary>
    public EmergencyLine? Emergency { get; init; }

    public Standstill? Standstill { get; init; }
}

/// <summary>A request that was searched for.</summary>
public sealed record PromotionHit(PromotionId Id, string Code, string System, string Version, Stage Target, PromotionState State);

public sealed record PromotionFilter(bool OpenOnly = false, string? System = null)
{
    /// <summary>Standing approvals are asked for by themselves.</summary>
    internal IQueryable<StoodPromotions.Row> Apply(PortalDb db, AsOf asOf)
    {
        var rows = StoodPromotions.Rows(db, asOf).Where(row => row.Promotion.Terms == null);
        if (OpenOnly)
            rows = rows.Where(row => PromotionMoves.Open.Contains(row.State));
        if (System is { } code)
            rows = rows.Where(row => db.Systems.Any(system => system.Id == row.Promotion.System && system.Code == code));
        return rows;
    }
}

/// <summary>Reads requests, their rooms, and who is waited for.</summary>
public sealed class PromotionQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, VersionQueries versions, Calendar calendar, TimeProvider time)
{
    public async Task<Page<PromotionLine>> List(PromotionFilter filter, PageRequest page, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        var total = await rows.CountAsync(ct);
        var ids = await rows.OrderByDescending(row => row.SubmittedAt).ThenByDescending(row => row.Promotion.Code).Skip(page.Skip).Take(page.Size).Select(row => row.Promotion.Id).ToListAsync(ct);
        return new Page<PromotionLine>(await Lines(db, await StoodPromotions.Read(db, ids, asOf, ct), asOf, ct), page.Number, page.Size, total);
    }

    /// <summary>The requests that pass and come after a code, so many of them, for a table.</summary>
    public async Task<IReadOnlyList<PromotionLine>> Rows(PromotionFilter filter, string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = filter.Apply(db, asOf);
        if (after is not null)
            rows = rows.Where(row => row.Promotion.Code.Length > after.Length || (row.Promotion.Code.Length == after.Length && row.Promotion.Code.CompareTo(after) > 0));
        var ids = await rows.OrderBy(row => row.Promotion.Code.Length).ThenBy(row => row.Promotion.Code).Take(most).Select(row => row.Promotion.Id).ToListAsync(ct);
        return await Lines(db, await StoodPromotions.Read(db, ids, asOf, ct), asOf, ct);
    }

    /// <summary>The requests whose open step waits for this person, or for the chair to say when it closes; the longest waiting first.</summary>
    public async Task<IReadOnlyList<PromotionLine>> WaitingFor(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes)
            .Where(promotion => PromotionMoves.Signed.Contains(promotion.State)).OrderBy(promotion => promotion.SubmittedAt).ThenBy(promotion => promotion.Code).Take(PageRequest.MostRows).ToListAsync(ct);
        var mine = new List<Promotion>();
        foreach (var promotion in open)
        {
            if ((await DecidePromotion.Eligible(db, actor, promotion, time.GetUtcNow(), ct)).IsAwaited || (actor.May(Permission.LeadBoard) && promotion.IsForTheChair))
                mine.Add(promotion);
        }

        return await Lines(db, mine, AsOf.Now, ct);
    }

    /// <summary>This person's requests that wait for themselves: stale, stopped by the gate, or approved and not applied. The longest standing first.</summary>
    public async Task<IReadOnlyList<PromotionLine>> WithRequester(PersonId requester, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.Promotions.AsNoTracking().Include(promotion => promotion.Votes)
            .Where(promotion => promotion.Requester == requester && PromotionMoves.WithRequester.Contains(promotion.State) && !(promotion.Terms != null && PromotionMoves.Approvals.Contains(promotion.State)))
            .OrderBy(promotion => promotion.ChangedAt).ThenBy(promotion => promotion.Code).Take(PageRequest.MostRows).ToListAsync(ct);
        return await Lines(db, mine, AsOf.Now, ct);
    }

    /// <summary>The requests whose code has these letters in it, the newest first.</summary>
    public async Task<IReadOnlyList<PromotionHit>> Find(string text, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from promotion in db.Promotions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on promotion.System equals system.Id
            join version in db.Versions.AsNoTracking() on promotion.ModelVersion equals version.Id
            where promotion.Code.ToLower().Contains(text)
            orderby promotion.SubmittedAt descending, promotion.Code
            select new PromotionHit(promotion.Id, promotion.Code, system.Code, version.Label, promotion.Target, promotion.State)).Take(most).ToListAsync(ct);
    }

    public async Task<PromotionId?> ByCode(string code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Promotions.Where(promotion => promotion.Code == code).Select(promotion => (PromotionId?)promotion.Id).SingleOrDefaultAsync(ct);
    }

    public async Task<PromotionLine?> Line(PromotionId id, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Lines(db, await StoodPromotions.Read(db, [id], asOf, ct), asOf, ct)).SingleOrDefault();
    }

    /// <summary>The room of a request; null when there is none, or was none yet.</summary>
    public async Task<ReviewRoom?> Room(Actor actor, PromotionId id, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await StoodPromotions.One(db, id, asOf, ct) is not { } promotion || await RegisterQueries.Published(db, promotion.System, asOf, ct) is not { } entry)
            return null;

        var at = asOf.At ?? time.GetUtcNow();
        var version = await db.Versions.AsNoTracking().SingleAsync(version => version.Id == promotion.ModelVersion, ct);
        var view = await versions.One(entry.Code, version.Label, ct) ?? throw new InvalidOperationException($"{promotion.Code} has no version.");
        var names = await people.ById([promotion.Requester, .. new[] { entry.BusinessOwner, promotion.StaleBy, promotion.AppliedBy, promotion.Suspension?.By, promotion.Removal?.By }.OfType<PersonId>()], asOf, ct);
        var signatures = await SignatureQueries.Views(db, people, promotion, ct);
        var steps = await Steps(db, promotion, signatures, at, ct);
        return new ReviewRoom(
            promotion.Id, promotion.Code, promotion.State, promotion.Revision, promotion.PolicyNumber, promotion.Target, promotion.Reason, promotion.Case,
            entry, entry.BusinessOwner is { } owner ? names[owner] : null, view, await Incumbent(db, promotion, asOf, ct),
            names[promotion.Requester], promotion.SubmittedAt, promotion.DueAt, promotion.ExpiresAt, promotion.StepOpenedAt, promotion.ClosesAt, promotion.Flow.Name, promotion.DecidedAt, promotion.AppliedAt, promotion.AppliedBy is { } applied ? names[applied] : null,
            promotion.SubjectDigest, promotion.Subject, promotion.Gate, await Gating.Verdict(db, promotion, entry.Tier, calendar, at, ct),
            promotion.StaleFields, promotion.StaleBy is { } by ? names[by].Name : null, promotion.State == PromotionState.Stale ? promotion.ChangedAt : null,
            steps, [.. signatures.Where(vote => !steps.Any(step => step.Votes.Contains(vote)))],
            await DecidePromotion.Eligible(db, actor, promotion, at, ct))
        {
            AsOf = asOf,
            IsTold = asOf.At is not null && await StoodPromotions.IsTold(db, promotion.Id, at, ct),
            Change = promotion.Change,
            Terms = promotion.Terms,
            Used = promotion.Terms is null ? 0 : (await StandingUses.UsedBy(db, [promotion.Id], asOf, ct))[promotion.Id].Count(),
            Releases = promotion.Terms is null ? [] : await StandingUses.Releases(db, promotion.Id, asOf, ct),
            Conditions = await ConditionsOf(db, promotion, asOf, ct),
            Questions = promotion.Questions,
            MayAsk = !actor.LooksBack && promotion.State == PromotionState.InReview && Questioning.MayAsk(actor, promotion),
            MayAnswer = !actor.LooksBack && promotion.OpenQuestion is not null && await Questioning.MayAnswer(db, actor, promotion, ct),
            Series = promotion.Series is null ? null : await PromotionSeries.Read(db, promotion.Id, promotion.Revision, ct),
            Suspension = promotion.Suspension,
            Standstill = promotion.Standstill,
            StaleTimes = promotion.StaleTimes,
            StaleByRequester = promotion.StaleByRequester,
            PilotEndsAt = promotion is { Target: Stage.Pilot, AppliedAt: { } begun } && PromotionMoves.InForce.Contains(promotion.State) ? (await db.PolicyOf(promotion.PolicyNumber, ct)).Pilot.EndOf(begun) : null,
            SuspendedBy = promotion.Suspension?.By is { } suspender ? names[suspender].Name : null,
            Emergency = promotion.Emergency is { } emergency && (emergency.Confirmed is not null || (emergency.IsWaiting(at) && PromotionMoves.CanMove(promotion.State, PromotionState.AppliedInEmergency))) ? emergency : null,
            EmergencyPart = await EmergencyAccess.PartOf(db, actor, promotion, at, ct),
            IsUnderReview = promotion.IsUnderReview,
            Skipped = [.. promotion.SkippedSteps.Select(step => step.Name)],
            Removal = promotion.Removal,
            RemovedBy = promotion.Removal?.By is { } remover ? names[remover].Name : null,
            ConditionOwners = [.. (await people.ById(await Portal.Promotions.Conditions.Owners(db, promotion, ct), ct)).Values.OrderBy(person => person.Name).ThenBy(person => person.Id.Value)],
        };
    }

    /// <summary>What was asked for when other versions of the system were approved, the latest first.</summary>
    public async Task<IReadOnlyList<EarlierCondition>> EarlierConditions(SystemId system, PromotionId except, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = await StoodPromotions.Rows(db, asOf).Where(row => row.Promotion.System == system && row.Promotion.Id != except && row.DecidedAt != null)
            .OrderByDescending(row => row.DecidedAt).ThenByDescending(row => row.Promotion.Code).Select(row => row.Promotion.Id).ToListAsync(ct);
        List<EarlierCondition> found = [];
        foreach (var promotion in (await StoodPromotions.Read(db, ids, asOf, ct)).Where(promotion => promotion.Conditions.Any(condition => condition.Finding is not null)))
            found.AddRange((await ConditionsOf(db, promotion, asOf, ct)).Select(condition => new EarlierCondition(promotion.Code, condition)));
        return found;
    }

    private async Task<IReadOnlyList<ConditionView>> ConditionsOf(PortalDb db, Promotion promotion, AsOf asOf, CancellationToken ct)
    {
        var findings = await Raised.StandingOf(db, promotion.Conditions.Select(condition => condition.Finding).OfType<FindingId>(), asOf, ct);
        var names = await people.ById(promotion.Conditions.Select(condition => condition.Owner), asOf, ct);
        return [.. promotion.Conditions.Select(condition => condition.Finding is { } id && findings.TryGetValue(id, out var finding)
            ? new ConditionView(condition.Text, names[condition.Owner], finding.Due, condition.Blocking, finding.Code, finding.State)
            : new ConditionView(condition.Text, names[condition.Owner], condition.Due, condition.Blocking, null, null))];
    }

    private static Task<string?> Incumbent(PortalDb db, Promotion promotion, AsOf asOf, CancellationToken ct) => asOf.At is { } at
        ? (from span in db.StageSpans.AsNoTracking()
           join version in db.Versions.AsNoTracking() on span.Version equals version.Id
           where span.System == promotion.System && span.Stage == promotion.Target && span.Version != promotion.ModelVersion && span.ValidFrom <= at && (span.ValidTo == null || span.ValidTo > at)
           select (string?)version.Label).FirstOrDefaultAsync(ct)
        : db.Versions.AsNoTracking()
            .Where(version => version.System == promotion.System && version.Stage == promotion.Target && version.Id != promotion.ModelVersion)
            .Select(version => (string?)version.Label).FirstOrDefaultAsync(ct);

    private async Task<IReadOnlyList<StepView>> Steps(PortalDb db, Promotion promotion, IReadOnlyList<VoteView> signatures, DateTimeOffset at, CancellationToken ct)
    {
        var holders = (await SeatQueries.Now(db, at, ct)).ToDictionary(seat => seat.Function, seat => seat.Holder);
        var names = await people.ById(holders.Values, ct);
        var votes = signatures.Where(vote => promotion.CurrentVotes.Any(current => current.Number == vote.Number)).ToList();
        return
        [
            .. promotion.Flow.Steps.Select(step => new StepView(
                step, promotion.IsDone(step), promotion.OpenStep == step, [.. votes.Where(vote => vote.Step == step.Kind)],
                [.. step.Seats.Select(seat => new SeatView(
                    seat, holders.TryGetValue(seat, out var holder) ? names[holder].Name : null, votes.FindLast(vote => vote.Step == step.Kind && vote.Seat == seat)))])),
        ];
    }

    private async Task<IReadOnlyList<PromotionLine>> Lines(PortalDb db, IReadOnlyList<Promotion> promotions, AsOf asOf, CancellationToken ct)
    {
        var systems = promotions.Select(promotion => promotion.System).Distinct().ToList();
        var entries = new Dictionary<SystemId, PublishedEntry>();
        foreach (var system in systems)
            entries[system] = await RegisterQueries.Published(db, system, asOf, ct) ?? throw new InvalidOperationException("A request has no published entry.");
        var ids = promotions.Select(promotion => promotion.ModelVersion).Distinct().ToList();
        var labels = await db.Versions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        var signed = promotions.SelectMany(promotion => new[] { promotion.Emergency?.Started.Person, promotion.Emergency?.Confirmed?.Person }).OfType<PersonId>();
        var names = await people.ById(promotions.Select(promotion => promotion.Requester).Concat(signed), asOf, ct);
        return
        [
            .. promotions.Select(promotion => new PromotionLine(
                promotion.Id, promotion.Code, entries[promotion.System].Code, entries[promotion.System].Name, entries[promotion.System].Tier,
                labels[promotion.ModelVersion], promotion.Target, promotion.State, promotion.OpenStep?.Name, names[promotion.Requester], promotion.SubmittedAt, promotion.DueAt)
            {
                Standstill = promotion.Standstill,
                Change = promotion.Change,
                Emergency = promotion is { Emergency: { Confirmed: { } confirmed } emergency, AppliedAt: { } applied }
                    ? new EmergencyLine(names[emergency.Started.Person], names[confirmed.Person], emergency.Started.Reason, applied, emergency.ReviewBy ?? promotion.DueAt, emergency.RatifiedAt)
                    : null,
            }),
        ];
    }
}
