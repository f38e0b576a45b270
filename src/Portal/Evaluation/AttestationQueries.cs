using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Evaluation;

/// <summary>A word that the policy asks of a person, and the latest that was given.</summary>
public sealed record AskedAttestation(string Check, string Name, string Statement, string Role, int Sample, bool MayGive, GivenAttestation? Given);

public sealed record GivenAttestation(PersonLine By, DateTimeOffset At, int Sample, string Remarks);

/// <summary>Reads what people vouch for.</summary>
public sealed class AttestationQueries(IDbContextFactory<PortalDb> dbs, PeopleQueries people, BlobStore blobs)
{
    /// <summary>What the policy in force asks of this version's tier; of the highest where nobody has confirmed one.</summary>
    public async Task<IReadOnlyList<AskedAttestation>> Of(VersionId version, RiskTier? tier, Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var asked = (await db.PolicyInForce(ct)).Checks.OfType<AttestationCheck>().Where(check => check.From <= (tier ?? RiskTier.Critical)).ToList();
        if (asked.Count == 0)
            return [];

        var roles = actor is { Person: { } person, LooksBack: false } ? await db.RolesOf(person, ct) : new HashSet<Role>();
        var contributed = await db.Versions.AnyAsync(row => row.Id == version && row.Contributors.Any(contributor => contributor.Person == actor.Person), ct);
        var given = await db.Attestations.AsNoTracking().Where(row => row.ModelVersion == version).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(ct);
        var persons = await people.ById(given.Select(row => row.By), ct);
        return [.. asked.Select(check => new AskedAttestation(
            check.Key, check.Name, check.Statement, Roles.Title(check.By), check.Sample, roles.Contains(check.By) && !contributed,
            given.LastOrDefault(row => row.Check == check.Key) is { } last ? new(persons[last.By], last.At, last.Sample, last.Remarks) : null))];
    }

    /// <summary>The outputs that whoever vouches is shown.</summary>
    public async Task<OutputSample> Sample(VersionId version, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OutputSample.Of(db, blobs, version, most, ct);
    }
}
