using Portal.Accounts;
using Portal.Integrations;
using Portal.Reports.Tables;
using Portal.Shared;

namespace Portal.Reports;

/// <summary>The lists of the settings: who has an account and a token, and what is on its way out.</summary>
public sealed class AdministrationLists(PeopleList people, TokenQueries tokens, DeliveryQueries deliveries)
{
    public Listing People(PersonFilter filter, string asked = "") => Lists.Of(
        "people", "the accounts", PeopleTables.People, row => (row.Id.ToString(), null), stop => Portions.Paged<PersonRow>((page, ct) => people.Page(filter, page, ct), stop), asked: asked) with
    {
        Needs = Permission.ManagePeople,
    };

    public Listing Tokens() => Lists.Of(
        "tokens", "the API tokens", PeopleTables.Tokens, row => (row.Name, null), stop => Portions.Paged<TokenLine>(tokens.All, stop)) with { Needs = Permission.ManagePeople };

    public Listing Deliveries(DeliveryFilter filter, string asked = "") => Lists.Of(
        "deliveries", "the deliveries", PeopleTables.Deliveries, row => (row.Id.ToString(), null), stop => Portions.Paged<DeliveryLine>((page, ct) => deliveries.List(filter, page, ct), stop), asked: asked) with
    {
        Needs = Permission.ManageIntegrations,
    };
}
