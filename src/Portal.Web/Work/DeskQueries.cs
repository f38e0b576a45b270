using Portal.Accounts;
using Portal.Assurance;
using Portal.Evaluation;
using Portal.Evaluation.Suites;
using Portal.Findings;
using Portal.Inspection;
using Portal.ModelRegistry.Cards;
using Portal.Monitoring;
using Portal.Monitoring.Alerts;
using Portal.Monitoring.Wall;
using Portal.Policies;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Work;

/// <summary>Asks each capability what waits for a person; who may not do a thing is not asked to.</summary>
internal sealed class DeskQueries(
    PromotionQueries promotions, DecisionStatisticsQueries statistics, RegisterQueries register, DueQueries due, DocumentQueries documents, SuiteQueries suites, CardQueries cards, RoleQueries roles, PolicyQueries policies,
    ReadinessQueries readiness, MonitoringQueries monitoring, AlertQueries alerts, WallBoard wall, FindingQueries findings, ExceptionQueries exceptions, RequestQueries requests, Calendar calendar, TimeProvider time)
{
    private const int SoonDays = 30;

    private static readonly PageRequest First = new(1, 25);

    public async Task<Desk> Of(Actor actor, CancellationToken ct)
    {
        var desk = new Desk(actor, await register.Portfolio(AsOf.Now, ct))
        {
            Decisions = [.. (await promotions.WaitingFor(actor, ct)).OrderBy(line => line.DueAt)],
            Documents = await documents.WaitingFor(actor, ct),
            Cards = await cards.WaitingFor(actor, ct),
            Suites = await suites.WaitingFor(actor, ct),
            Orphans = await register.OrphansFor(actor, ct),
            Claimed = await findings.WaitingFor(actor, ct),
            Asked = await requests.WaitingFor(actor, ct),
            Wall = await wall.Read(ct),
        };
        if (actor.May(Permission.ConfirmTiers))
            desk = desk with { Tiers = await register.WaitingForRisk(First, ct) };
        if (actor.May(Permission.ManagePeople))
            desk = desk with { Grants = [.. (await roles.Waiting(ct)).Where(grant => !actor.Is(grant.ProposedBy) && !actor.Is(grant.Person))] };
        if (actor.May(Permission.ManagePolicies))
            desk = await WithPolicies(desk, ct);
        if (actor.May(Permission.CloseFindings))
            desk = desk with { Overdue = (await findings.Counts(AsOf.Now, ct)).Overdue };
        if (actor.May(Permission.ApproveExceptions))
            desk = desk with { Exceptions = await ToSign(actor, ct), EndingExceptions = await Ending([], ct) };
        return actor.Person is { } person ? await WithOwn(desk, person, ct) : desk;
    }

    /// <summary>Who had a hand in a proposal is not the second person.</summary>
    private async Task<Desk> WithPolicies(Desk desk, CancellationToken ct)
    {
        var last = calendar.Today.AddDays(SoonDays);
        var open = await policies.Open(ct);
        return desk with
        {
            Proposal = open is { State: PolicyState.Proposed } proposed && !proposed.Editors.Any(editor => desk.Actor.Is(editor.Id)) ? proposed : null,
            EndingChecks = [.. (await policies.InForce(ct)).Checks.Where(check => check.ValidUntil <= last).OrderBy(check => check.ValidUntil)],
        };
    }

    /// <summary>Nobody signs what they asked for.</summary>
    private async Task<IReadOnlyList<ExceptionLine>> ToSign(Actor actor, CancellationToken ct) =>
        [.. (await exceptions.List(new ExceptionFilter { States = [ExceptionState.Requested] }, ExceptionOrder.ByUrgency, First, AsOf.Now, ct)).Items.Where(line => !actor.Is(line.RequestedById))];

    private async Task<IReadOnlyList<ExceptionLine>> Ending(IReadOnlyList<string> systems, CancellationToken ct) =>
        [.. (await exceptions.List(new ExceptionFilter { RunsOutBy = time.GetUtcNow().AddDays(SoonDays), Systems = systems }, ExceptionOrder.ByUrgency, First, AsOf.Now, ct)).Items.Where(line => line.Holds)];

    private async Task<IReadOnlyList<AlertLine>> AlertsOf(PersonId person, IReadOnlyList<SystemId> owned, CancellationToken ct)
    {
        var open = new AlertFilter { Standings = [AlertStanding.Open] };
        var taken = (await alerts.List(open with { TakenBy = person }, First, AsOf.Now, ct)).Items;
        var ofSystems = owned.Count == 0 ? [] : (await alerts.List(open with { Systems = owned }, First, AsOf.Now, ct)).Items;
        return [.. taken.Concat(ofSystems).DistinctBy(line => line.Id).OrderByDescending(line => line.Severity).ThenByDescending(line => line.OpenedAt)];
    }

    private async Task<Desk> WithOwn(Desk desk, PersonId person, CancellationToken ct)
    {
        var owned = (await register.OwnedBy(person, ct)).Where(line => line.Owns).ToList();
        return desk with
        {
            Findings = await findings.List(FindingFilter.NotClosed with { Owners = [person] }, FindingOrder.ByUrgency, First, AsOf.Now, ct),
            EndingExceptions = owned.Count == 0 || desk.MayApproveExceptions ? desk.EndingExceptions : await Ending([.. owned.Select(line => line.Code)], ct),
            ReturnedCards = await cards.ReturnedTo(person, ct),
            Answered = desk.Actor.May(Permission.Inspect) ? await requests.AnsweredTo(person, ct) : [],
            Drafts = await register.DraftsOf(person, ct),
            Requests = await promotions.WithRequester(person, ct),
            Deciding = desk.MaySign || desk.Actor.May(Permission.RequestPromotions) ? await statistics.Of(person, ct) : null,
            Due = await due.For(person, ct),
            Systems = await readiness.OwnedBy(person, ct),
            Troubled = [.. (await monitoring.InProduction([.. owned.Select(line => line.Id)], ct)).Where(line => line.State is not (WatchState.Calm or WatchState.TooFewRows) && (line.Alerts.Count == 0 || line.State is WatchState.NoBaseline or WatchState.NoTelemetry))],
            Alerts = await AlertsOf(person, [.. owned.Select(line => line.Id)], ct),
        };
    }
}
