using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>Announces a version of a filed system: what it is, which bytes will come, who made it.</summary>
public sealed class DeclareVersion(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    public sealed record Input(string System, Declaration Declaration);

    public async Task<Result<VersionId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.DeclareVersions) || actor.Person is not { } person)
            return new Forbidden("You may not declare versions.");
        if (input.Declaration.Faults() is { Count: > 0 } faults)
            return new Invalid(faults);

        var result = await dbs.WriteAsync<ModelVersion>(db => Declare(db, actor, person, input, ct), ct);
        if (!result.Succeeded(out var version, out var refusal))
            return refusal;

        feed.Publish(version.System);
        return version.Id;
    }

    private async Task<Result<ModelVersion>> Declare(PortalDb db, Actor actor, PersonId person, Input input, CancellationToken ct)
    {
        var (code, declaration, now) = (input.System, input.Declaration, time.GetUtcNow());
        if (await db.SystemWithRevisions(code, ct) is not { } system)
            return new NotFound(code);
        if (actor.RefusalOn(system.Id, code) is { } unbound)
            return db.Refused(actor, now, "version.declare", code, unbound);
        if (!actor.IsOf(system))
            return db.Refused(actor, now, "version.declare", code, new Forbidden($"Versions of {code} are declared by its owners, or by a pipeline with a token of its own."));

        // Bytes first, the row after. Their name is their digest, so deciding again stores nothing twice.
        if (declaration.PromptBytes is { } text)
            await blobs.PutAsync(text, ct);

        return await Within(db, actor, system, person, declaration, now, ct);
    }

    /// <summary>Within somebody else's change, by an actor of whom the caller knows that they may.</summary>
    internal static async Task<Result<ModelVersion>> Within(PortalDb db, Actor actor, AiSystem system, PersonId person, Declaration declaration, DateTimeOffset now, CancellationToken ct)
    {
        var code = system.Code;
        if (system.WhyNothingNew(now) is { } closed)
            return closed;
        if (await StrangersAmong(db, declaration.Contributors, ct) is { Count: > 0 } strangers)
            return new Invalid(strangers);
        if (await NamedFaults.Of(db, system.Id, declaration.Provenance, now, ct) is { Count: > 0 } unknown)
            return new Invalid(unknown);
        if (await db.Versions.AnyAsync(version => version.System == system.Id && version.Label == declaration.Label, ct))
            return new NotAllowed($"{code} already has a version {declaration.Label}.");

        var version = ModelVersion.Declare(system.Id, declaration, person, now);
        db.Versions.Add(version);
        db.Record(new EntryDraft(actor, now, "version.declared", VersionAccess.SubjectOf(code, version.Label)) { Details = DetailsOf(version) });
        if (version.State == VersionState.Sealed)
            db.Record(new EntryDraft(actor, now, "version.sealed", VersionAccess.SubjectOf(code, version.Label)) { After = version.ContentDigest });
        return version;
    }

    private static Dictionary<string, string> DetailsOf(ModelVersion version)
    {
        var details = new Dictionary<string, string>
        {
            ["kind"] = version.Kind.ToString(),
            ["artifacts"] = version.Artifacts.Count.ToString(),
            ["bytes"] = version.Artifacts.Sum(artifact => artifact.Size).ToString(),
            ["contributors"] = string.Join(' ', version.Contributors.Select(contributor => contributor.Person.ToString()).Order(StringComparer.Ordinal)),
        };
        if (version.Artifacts.Count(artifact => artifact.Source.Length > 0) is > 0 and var unseen)
            details["unseen"] = unseen.ToString();
        if (version.Provenance.Parent is { Length: > 0 } parent)
            details["parent"] = parent;
        if (version.Provenance.ChangeReason is { } reason)
            details["reason"] = reason.ToString();
        return details;
    }

    private static async Task<IReadOnlyList<Fault>> StrangersAmong(PortalDb db, IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.Value).ToList();
        var known = await db.Users.Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToListAsync(ct);
        return [.. people.Select((person, index) => (person, index)).Where(one => !known.Contains(one.person.Value))
            .Select(one => new Fault($"contributors[{one.index}]", "Nobody has this account."))];
    }
}
