using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>The stored bytes of an artifact, to be handed out by <see cref="CheckedCopy"/>.</summary>
public sealed record OpenedArtifact(VersionId Version, string Name, long Size, Digest Digest, Stream Content);

/// <summary>Hands out the bytes of an artifact, which is recorded: who has a model or the text of a prompt can run it elsewhere.</summary>
public sealed class OpenArtifact(IDbContextFactory<PortalDb> dbs, BlobStore blobs, VerifyArtifacts verify, TimeProvider time)
{
    private static readonly Actor Portal = Actor.System("artifact-download");

    public sealed record Input(string System, string Label, string Name);

    public async Task<Result<OpenedArtifact>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.Read))
            return new Forbidden("You may not read artifacts.");
        if (!(await dbs.WriteAsync<DeclaredArtifact>(db => Find(db, actor, input, ct), ct)).Succeeded(out var artifact, out var refusal))
            return refusal;
        if (blobs.Has(artifact.Digest))
            return new OpenedArtifact(artifact.Version, artifact.Name, artifact.Size, artifact.Digest, blobs.Open(artifact.Digest));

        await Differs(artifact.Version, ct);
        return Gone(artifact.Name);
    }

    /// <summary>Somebody read other bytes than were stored: looked at again, and recorded.</summary>
    public async Task Differs(VersionId version, CancellationToken ct) => _ = await verify.Run(Portal, version, ct);

    public static Refusal Gone(string name) => new NotAllowed($"The stored bytes of '{name}' are no longer the ones that were declared. They are not handed out; it is recorded.");

    private async Task<Result<DeclaredArtifact>> Find(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (await NamedSystems.Find(db, input.System, ct) is not { } system)
            return new NotFound(input.System);
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return unbound;

        var artifact = await db.Versions.AsNoTracking().Where(version => version.System == system.Id && version.Label == input.Label)
            .SelectMany(version => version.Artifacts).SingleOrDefaultAsync(artifact => artifact.Name == input.Name, ct);
        switch (artifact)
        {
            case null:
                return new NotFound($"An artifact '{input.Name}' of {subject}");
            case { Source.Length: > 0 }:
                return new NotAllowed($"The portal does not have the bytes of '{input.Name}': they were declared to be at {artifact.Source}.");
            case { StoredAt: null }:
                return new NotAllowed($"The bytes of '{input.Name}' have not come yet.");
        }

        db.Record(new EntryDraft(actor, time.GetUtcNow(), "version.artifact-downloaded", subject)
        {
            After = artifact.Digest,
            Details = new Dictionary<string, string> { ["name"] = artifact.Name, ["size"] = artifact.Size.ToString() },
        });
        return artifact;
    }
}
