using Portal.Accounts;
using Portal.Evaluation;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Work;

/// <summary>Asks each capability what waits for a person; who may not do a thing is not asked to.</summary>
internal sealed class DeskQueries(PromotionQueries promotions, RegisterQueries register, DueQueries due, DocumentQueries documents, RoleQueries roles)
{
    private static readonly PageRequest First = new(1, 25);

    public async Task<Desk> Of(Actor actor, CancellationToken ct) => new(
        actor,
        await promotions.WaitingFor(actor, ct),
        actor.May(Permission.ConfirmTiers) ? await register.WaitingForRisk(First, ct) : new Page<WaitingLine>([], First.Number, First.Size, 0),
        await documents.WaitingFor(actor, ct),
        actor.Person is { } writer ? await register.DraftsOf(writer, ct) : [],
        actor.Person is { } requester ? await promotions.WithRequester(requester, ct) : [],
        await register.Portfolio(AsOf.Now, ct),
        await register.OrphansFor(actor, ct),
        actor.Person is { } answering ? await due.For(answering, ct) : [],
        actor.May(Permission.ManagePeople) ? [.. (await roles.Waiting(ct)).Where(grant => !actor.Is(grant.ProposedBy) && !actor.Is(grant.Person))] : []);
}
