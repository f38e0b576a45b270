using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Ledger;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>One signature with what it is about, as files and the API hand it out.</summary>
public sealed record SignatureLine(string Promotion, string System, string Version, Stage Stage, VoteView Vote)
{
    /// <summary>Of what was decided on; absent in requests from before it was derived.</summary>
    public ChangeClass? Change { get; init; }
}

/// <summary>Every signature ever given, with all that it says of itself (21 CFR 11.50): the same wherever it is shown.</summary>
public sealed class SignatureQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people)
{
    private static readonly IReadOnlyList<string> Acts = [.. Enum.GetValues<Verdict>().Select(PromotionEvents.Of)];

    /// <summary>The signatures of the requests after this code, of so many at most; by code and number.</summary>
    public async Task<(IReadOnlyList<SignatureLine> Lines, string? Last)> Rows(string? after, int most, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = StoodPromotions.Rows(db, asOf);
        var ids = await rows.Where(row => after == null || row.Promotion.Code.CompareTo(after) > 0).OrderBy(row => row.Promotion.Code).Take(most).Select(row => row.Promotion.Id).ToListAsync(ct);
        var promotions = await StoodPromotions.Read(db, ids, asOf, ct);
        return (await Lines(db, promotions, asOf, ct), promotions.Count == most ? promotions[^1].Code : null);
    }

    public async Task<IReadOnlyList<SignatureLine>> Of(PromotionId id, AsOf asOf, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(db, await StoodPromotions.Read(db, [id], asOf, ct), asOf, ct);
    }

    /// <summary>In the order in which they were given.</summary>
    internal static async Task<IReadOnlyList<VoteView>> Views(PortalDb db, PeopleQueries people, Promotion promotion, CancellationToken ct)
    {
        var policies = await PoliciesOf(db, [promotion.Code], ct);
        var names = await people.ById(promotion.Votes.SelectMany(vote => vote.Conditions).Select(condition => condition.Owner), ct);
        return [.. promotion.Votes.OrderBy(vote => vote.Number).Select(vote => View(promotion, vote, policies, names))];
    }

    private async Task<IReadOnlyList<SignatureLine>> Lines(PortalDb db, IReadOnlyList<Promotion> promotions, AsOf asOf, CancellationToken ct)
    {
        var policies = await PoliciesOf(db, [.. promotions.Select(promotion => promotion.Code)], ct);
        var names = await people.ById(promotions.SelectMany(promotion => promotion.Votes).SelectMany(vote => vote.Conditions).Select(condition => condition.Owner), asOf, ct);
        var (systems, versions) = (promotions.Select(promotion => promotion.System).Distinct().ToList(), promotions.Select(promotion => promotion.ModelVersion).Distinct().ToList());
        var codes = await db.Systems.AsNoTracking().Where(system => systems.Contains(system.Id)).ToDictionaryAsync(system => system.Id, system => system.Code, ct);
        var labels = await db.Versions.AsNoTracking().Where(version => versions.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Label, ct);
        return
        [
            .. promotions.SelectMany(promotion => promotion.Votes.OrderBy(vote => vote.Number).Select(vote => new SignatureLine(
                promotion.Code, codes[promotion.System], labels[promotion.ModelVersion], promotion.Target, View(promotion, vote, policies, names)) { Change = promotion.Change?.Class })),
        ];
    }

    private static VoteView View(Promotion promotion, Vote vote, Dictionary<(string, PersonId?, DateTimeOffset), int> policies, IReadOnlyDictionary<PersonId, PersonLine> names) => new(
        vote.Number, promotion.CountedVotes.Contains(vote), vote.Revision, vote.Step, vote.Seat, vote.PrintedName, vote.InPlaceOfName, vote.Verdict, vote.Meaning, vote.Reason, vote.Subject, vote.AuthenticatedWith, vote.AuthenticatedAt, vote.At)
    {
        Person = vote.Person,
        Policy = policies.GetValueOrDefault((promotion.Code, vote.Person, vote.At), promotion.PolicyNumber),
        Conditions = vote.Conditions,
        Asked = [.. vote.Conditions.Select(condition => new AskedCondition(condition.Text, names[condition.Owner].Name, condition.Due, condition.Blocking))],
    };

    /// <summary>Which policy a request was under when somebody signed stands in the entry of the signature: it may have come under a newer one since.</summary>
    private static async Task<Dictionary<(string, PersonId?, DateTimeOffset), int>> PoliciesOf(PortalDb db, IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var entries = await db.Entries.AsNoTracking().Where(entry => codes.Contains(entry.Subject) && Acts.Contains(entry.Action) && entry.Person != null)
            .Select(entry => new { entry.Subject, entry.Person, entry.Time, entry.Bytes }).ToListAsync(ct);
        Dictionary<(string, PersonId?, DateTimeOffset), int> policies = [];
        foreach (var entry in entries)
            if (CanonicalJson.Parse(entry.Bytes) is CanonicalValue.Object { } whole && whole["policy"] is CanonicalValue.Integer { Value: var number })
                policies[(entry.Subject, entry.Person, entry.Time)] = (int)number;
        return policies;
    }
}
