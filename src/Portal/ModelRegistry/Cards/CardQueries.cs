using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.ModelRegistry.Cards;

/// <summary>Reads cards.</summary>
public sealed class CardQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    /// <summary>More waiting cards than one person can read are not all listed.</summary>
    public const int MostWaiting = 100;

    /// <summary>The card of a version, or what one would have to say; null when there is no such version. Of a past day, what was approved then.</summary>
    public async Task<CardView?> One(string code, string label, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await db.CardPlaceOf(code, label, ct)).Succeeded(out var place, out _) || place.Version.DeclaredAt > asOf.At)
            return null;

        var policy = asOf.At is { } at ? await db.PolicyAt(at, ct) : await db.PolicyInForce(ct);
        var tier = place.TierAt(asOf);
        var bare = new CardView(
            code, place.SystemName, label, place.Version.State == VersionState.Sealed, tier ?? RiskTier.Critical, tier is not null, policy?.Number ?? 0,
            policy?.CardSectionsOf(tier ?? RiskTier.Critical) ?? []);
        return await db.WholeCard(place.Version.Id, ct) is { } card
            ? await View(db, bare, card, asOf, ct)
            : bare with { TakesOverFrom = asOf.At is null ? (await db.CardBefore(place.Version, ct))?.Label : null };
    }

    /// <summary>One revision that was approved once, or stands open; null when there is none of that number.</summary>
    public async Task<CardRevisionView?> Revision(string code, string label, int number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await db.CardPlaceOf(code, label, ct)).Succeeded(out var place, out _))
            return null;

        var ids = db.Cards.Where(card => card.ModelVersion == place.Version.Id).Select(card => card.Id);
        return await View(await db.CardRevisions.AsNoTracking().AsSplitQuery().Include(revision => revision.Texts).Include(revision => revision.Authors)
            .SingleOrDefaultAsync(revision => ids.Contains(revision.Card) && revision.Number == number, ct), ct);
    }

    /// <summary>The cards of a system's versions as they were approved, the last first.</summary>
    public async Task<IReadOnlyList<ApprovedCardLine>> OfSystem(string code, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from revision in db.CardRevisions.AsNoTracking()
            join card in db.Cards on revision.Card equals card.Id
            join version in db.Versions on card.ModelVersion equals version.Id
            join system in db.Systems on version.System equals system.Id
            where system.Code == code && revision.ValidFrom != null && (asOf.At == null || revision.ValidFrom <= asOf.At)
            orderby revision.ValidFrom descending, version.Label descending, revision.Number descending
            select new { version.Label, revision.Number, revision.Content, revision.Reviewer, revision.ValidFrom, revision.ValidTo }).Take(MostWaiting).ToListAsync(ct);
        var names = await people.ById(rows.Select(row => row.Reviewer).OfType<PersonId>(), ct);
        return [.. rows.Select(row => new ApprovedCardLine(
            row.Label, row.Number, row.Content, row.Reviewer is { } reviewer ? names.GetValueOrDefault(reviewer) : null,
            row.ValidFrom.GetValueOrDefault(), row.ValidTo > asOf.At ? null : row.ValidTo))];
    }

    /// <summary>What this person may do with the card now; so that a page looks right, the use cases decide.</summary>
    public async Task<CardActs> ActsOf(string code, string label, Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await db.CardPlaceOf(code, label, ct)).Succeeded(out var place, out var missing))
            return new CardActs(missing.Message, missing.Message);

        var card = await db.WholeCard(place.Version.Id, ct);
        return new CardActs(CardAccess.WhyNotWrite(actor, place)?.Message, card is null ? "There is no card yet." : WhyNotReview(actor, card, place));
    }

    /// <summary>What waits for a reviewer like this one: not an author, not a contributor. Longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingCard>> WaitingFor(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.ReviewCards) || actor.Person is not { } person)
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from revision in db.CardRevisions.AsNoTracking()
            join card in db.Cards on revision.Card equals card.Id
            join version in db.Versions on card.ModelVersion equals version.Id
            join system in db.Systems on version.System equals system.Id
            where revision.State == CardState.InReview && !revision.Authors.Any(author => author.Person == person) && !version.Contributors.Any(contributor => contributor.Person == person)
            orderby revision.SubmittedAt, system.Code, version.Label
            select new { system.Code, system.Shown.Name, system.Tier, version.Label, revision.Number, revision.SubmittedAt, Authors = revision.Authors.Select(author => author.Person).ToList() })
            .Take(MostWaiting).ToListAsync(ct);
        var names = await people.ById(rows.SelectMany(row => row.Authors), ct);
        return [.. rows.Select(row => new WaitingCard(
            row.Code, row.Name, row.Tier, row.Label, row.Number, [.. row.Authors.Select(author => names[author].Name).Order(StringComparer.Ordinal)], row.SubmittedAt.GetValueOrDefault()))];
    }

    /// <summary>The drafts that came back to those who wrote on them.</summary>
    public async Task<IReadOnlyList<ReturnedCard>> ReturnedTo(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from revision in db.CardRevisions.AsNoTracking()
            join card in db.Cards on revision.Card equals card.Id
            join version in db.Versions on card.ModelVersion equals version.Id
            join system in db.Systems on version.System equals system.Id
            where revision.State == CardState.Draft && revision.Remarks != "" && revision.Authors.Any(author => author.Person == person)
            orderby revision.ReviewedAt, system.Code, version.Label
            select new ReturnedCard(system.Code, system.Shown.Name, version.Label, revision.Number, revision.Remarks, revision.ReviewedAt ?? revision.ChangedAt))
            .Take(MostWaiting).ToListAsync(ct);
    }

    // Who wrote it hears that first: no role would make it right.
    private static string? WhyNotReview(Actor actor, ModelCard card, CardPlace place) =>
        actor.Person is { } person && card.WhyNotReview(person, place.Version) is { } unfit ? unfit.Message
        : !actor.May(Permission.ReviewCards) ? "A technical or product reviewer, a validator or risk reviews it."
        : null;

    private async Task<CardView> View(PortalDb db, CardView bare, ModelCard card, AsOf asOf, CancellationToken ct)
    {
        var approved = asOf.At is { } at
            ? await db.CardRevisions.AsNoTracking().AsSplitQuery().Include(revision => revision.Texts).Include(revision => revision.Authors)
                .SingleOrDefaultAsync(revision => revision.Card == card.Id && revision.ValidFrom <= at && (revision.ValidTo == null || revision.ValidTo > at), ct)
            : card.Approved;
        var earlier = card.Revisions.Where(revision => revision.ValidFrom is { } from && (asOf.At is null || from <= asOf.At)).OrderByDescending(revision => revision.Number).ToList();
        var reviewers = await people.ById(earlier.Select(revision => revision.Reviewer.GetValueOrDefault()), ct);
        return bare with
        {
            Version = card.Version,
            Approved = await View(approved, ct),
            Open = asOf.At is null ? await View(card.Open, ct) : null,
            History = [.. earlier.Select(revision => new CardRevisionLine(
                revision.Number, revision.Content, reviewers.GetValueOrDefault(revision.Reviewer.GetValueOrDefault()), revision.ValidFrom, revision.ValidTo > asOf.At ? null : revision.ValidTo))],
        };
    }

    private async Task<CardRevisionView?> View(CardRevision? revision, CancellationToken ct)
    {
        if (revision is null)
            return null;

        var names = await people.ById([.. revision.Authors.Select(author => author.Person), .. new[] { revision.SubmittedBy, revision.Reviewer }.OfType<PersonId>()], ct);
        return new CardRevisionView(
            revision.Number, revision.State, revision.Content,
            [.. revision.Texts.OrderBy(text => text.Section).Select(text => new CardPart(text.Section, text.Text, text.InheritedFrom))],
            [.. revision.Authors.OrderBy(author => author.Since).ThenBy(author => names[author.Person].Name, StringComparer.Ordinal).Select(author => names[author.Person])],
            Line(revision.SubmittedBy), revision.SubmittedAt, Line(revision.Reviewer), revision.ReviewedAt, revision.Remarks, revision.ChangedAt, revision.ValidFrom, revision.ValidTo);

        PersonLine? Line(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) : null;
    }
}
