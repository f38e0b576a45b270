using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Where a card belongs.</summary>
internal sealed record CardPlace(AiSystem System, ModelVersion Version)
{
    public string Subject => VersionAccess.SubjectOf(System.Code, Version.Label);

    /// <summary>As published, or as drafted while nothing is.</summary>
    public string SystemName => System.Shown.Name;

    /// <summary>A tier that nobody has confirmed is asked for the most, as at the gate.</summary>
    public RiskTier Tier => System.Tier ?? RiskTier.Critical;

    /// <summary>The tier that was confirmed then; absent when none was.</summary>
    public RiskTier? TierAt(AsOf asOf) => asOf.At is { } at
        ? System.Revisions.FirstOrDefault(revision => revision.ValidFrom <= at && !(revision.ValidTo <= at))?.ConfirmedTier
        : System.Tier;
}

/// <summary>Finds cards, and says who writes them.</summary>
internal static class CardAccess
{
    public static Refusal? WhyNotWrite(Actor actor, CardPlace place) =>
        !actor.May(Permission.SubmitEvidence) || actor.Person is null ? new Forbidden("You may not write model cards.")
        : actor.RefusalOn(place.System.Id, place.System.Code) is { } unbound ? unbound
        : !actor.IsOf(place.System) && !place.Version.IsContributor(actor.Person)
            ? new Forbidden($"The card is written by the owners of {place.System.Code} and the contributors of {place.Version.Label}, or by a pipeline with a token of its own.")
            : null;

    public static async Task<Result<CardPlace>> CardPlaceOf(this PortalDb db, string code, string label, CancellationToken ct)
    {
        if (await db.SystemWithRevisions(code, ct) is not { } system)
            return new NotFound(code);

        return await db.WholeVersion(system.Id, label, ct) is { } version
            ? new CardPlace(system, version)
            : new NotFound($"Version {VersionAccess.SubjectOf(code, label)}");
    }

    /// <summary>The card with all that its open and its approved revisions say; of earlier ones only that they were.</summary>
    public static async Task<ModelCard?> WholeCard(this PortalDb db, VersionId version, CancellationToken ct)
    {
        if (await db.Cards.Include(card => card.Revisions).SingleOrDefaultAsync(card => card.ModelVersion == version, ct) is not { } card)
            return null;

        foreach (var revision in card.Revisions.Where(revision => revision.ValidTo is null))
        {
            await db.Entry(revision).Collection(one => one.Texts).LoadAsync(ct);
            await db.Entry(revision).Collection(one => one.Authors).LoadAsync(ct);
        }

        return card;
    }

    /// <summary>The approved card of the version's parent, or else of the latest earlier version of the system that has one.</summary>
    public static async Task<InheritedCard?> CardBefore(this PortalDb db, ModelVersion version, CancellationToken ct)
    {
        var parent = version.Provenance.Parent;
        var before = await (
            from card in db.Cards.AsNoTracking()
            join earlier in db.Versions on card.ModelVersion equals earlier.Id
            join revision in db.CardRevisions on card.Id equals revision.Card
            where earlier.System == version.System && earlier.Id != version.Id && earlier.DeclaredAt <= version.DeclaredAt
                && revision.State == CardState.Approved && revision.ValidTo == null
            orderby earlier.Label == parent ? 0 : 1, earlier.DeclaredAt descending, earlier.Id descending
            select new { earlier.Label, Texts = revision.Texts.Select(text => new { text.Section, text.Text }).ToList() }).FirstOrDefaultAsync(ct);
        return before is null ? null : new InheritedCard(before.Label, before.Texts.ToDictionary(text => text.Section, text => text.Text));
    }
}
