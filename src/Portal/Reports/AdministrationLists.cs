using Portal.Accounts;
using Portal.Integrations;
using Portal.Integrations.Webhooks;
using Portal.Register;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>The lists of the settings: who has an account and a token, and what is on its way out.</summary>
public sealed class AdministrationLists(PeopleList people, SeatQueries seats, TokenQueries tokens, WebhookQueries webhooks, DeliveryQueries deliveries, DelegationQueries delegations, AccessQueries access, RegisterQueries register)
{
    public Listing People(PersonFilter filter, string asked = "") => Lists.Of(
        "people", "the accounts", PeopleTables.People, row => (row.Id.ToString(), null), stop => Portions.Paged<PersonRow>((page, ct) => people.Page(filter, page, ct), stop), asked: asked) with
    {
        Needs = Permission.ManagePeople,
    };

    /// <summary>Every term of every seat, those that are over too.</summary>
    public Listing Seats() => Lists.Of("seats", "the board seats", PeopleTables.Seats, row => (row.Function, null), stop => Portions.Whole<SeatTermLine>(Terms, stop)) with { Needs = Permission.ManagePeople };

    /// <summary>Who decides in whose place, or will: what is not over.</summary>
    public Listing Delegations() => Lists.Of("delegations", "the delegations", PeopleTables.Delegations, row => (row.Line.Id.ToString(), null), stop => Portions.Whole<DelegationRow>(Current, stop)) with { Needs = Permission.ReadAccess };

    /// <summary>The roles of one review, with what was decided on each.</summary>
    public Listing ReviewItems(Actor reader, RoleReviewId review, string asked) => Lists.Of(
        "review-items", "a review of roles", PeopleTables.ReviewItems, line => (line.Grant.Id.ToString(), null), stop => Portions.Whole<ReviewItemLine>(ct => access.Items(reader, review, ct), stop), asked: asked) with
    { Needs = Permission.ReadAccess };

    public Listing Webhooks() => Lists.Of("webhooks", "the webhooks", PeopleTables.Webhooks, row => (row.Url, null), stop => Portions.Whole<WebhookLine>(webhooks.All, stop)) with { Needs = Permission.ManageIntegrations };

    public Listing Tokens() => Lists.Of(
        "tokens", "the API tokens", PeopleTables.Tokens, row => (row.Name, null), stop => Portions.Paged<TokenLine>(tokens.All, stop)) with
    { Needs = Permission.ManagePeople };

    public Listing Deliveries(DeliveryFilter filter, string asked = "") => Lists.Of(
        "deliveries", "the deliveries", PeopleTables.Deliveries, row => (row.Id.ToString(), null), stop => Portions.Paged<DeliveryLine>((page, ct) => deliveries.List(filter, page, ct), stop), asked: asked) with
    {
        Needs = Permission.ManageIntegrations,
    };

    private async Task<IReadOnlyList<SeatTermLine>> Terms(CancellationToken ct) =>
        [.. (await seats.Board(ct)).SelectMany(seat => seat.Later.Concat(seat.Now is { } now ? [now] : []).Concat(seat.Before))];

    private async Task<IReadOnlyList<DelegationRow>> Current(CancellationToken ct)
    {
        var names = await register.Names(ct);
        return [.. (await delegations.Current(ct)).Select(line => new DelegationRow(line, line.System is { } system ? names.GetValueOrDefault(system, "a system") : "everything"))];
    }
}
