using Portal.Accounts;
using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Assurance;

/// <summary>What was found of each kind, the closest first.</summary>
public sealed record Found(IReadOnlyList<SystemHit> Systems, IReadOnlyList<VersionHit> Versions, IReadOnlyList<PromotionHit> Promotions, IReadOnlyList<PersonLine> People)
{
    public static Found Nothing { get; } = new([], [], [], []);
}

/// <summary>
/// Finds by a few letters: systems by code, name or purpose, versions by label, promotions by code, and people for who looks after them.
/// Of a past day it finds what stood in the register then; the others are not kept by day.
/// </summary>
public sealed class Search(RegisterQueries register, VersionQueries versions, PromotionQueries promotions, PeopleQueries people)
{
    public const int LongestText = 100;
    private const int ShortestText = 2;
    private const int MostOfAKind = 6;

    public async Task<Found> Find(Actor actor, string text, AsOf asOf, CancellationToken ct)
    {
        var wanted = text.Trim().ToLowerInvariant();
        if (wanted.Length is < ShortestText or > LongestText || !actor.May(Permission.Read))
            return Found.Nothing;

        var systems = await register.Find(wanted, MostOfAKind, asOf, ct);
        return asOf.Day is not null
            ? Found.Nothing with { Systems = systems }
            : new Found(
                systems,
                await versions.Find(wanted, MostOfAKind, ct),
                await promotions.Find(wanted, MostOfAKind, ct),
                actor.May(Permission.ManagePeople) ? await people.Find(wanted, MostOfAKind, ct) : []);
    }
}
