using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>Takes the bytes of a declared artifact, whole or in parts; the last one seals the version.</summary>
public sealed class PutArtifact(IDbContextFactory<PortalDb> dbs, IncomingBlobs incoming, LiveFeed<SystemId> feed, TimeProvider time)
{
    /// <summary>Without a range the content is the whole artifact.</summary>
    public sealed record Input(string System, string Label, string Name, Stream Content, ByteRange? ByteRange = null);

    public async Task<Result<VersionState>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.DeclareVersions))
            return new Forbidden("You may not send artifacts.");
        if (!(await FindDeclared(actor, input, ct)).Succeeded(out var declared, out var missing))
            return missing;

        if (input.ByteRange is { } range && range.Total != declared.Size)
            return new Invalid("Content-Range", $"'{declared.Name}' was declared with {declared.Size} bytes, not {range.Total}.");

        // Bytes first, the row after: a row never names bytes that are not on disk. Other bytes than the declared are not kept.
        var arrival = await incoming.ReceiveAsync(NameOf(declared), input.ByteRange ?? ByteRange.Whole(declared.Size), input.Content, found => declared.Refuses(found) is null, ct);
        if (arrival is Arrival.Part)
            return VersionState.Incomplete;
        if (arrival is not Arrival.Complete { Stored: var stored })
            return RefusalOf(arrival, declared, input.ByteRange);

        var result = await dbs.WriteAsync<ModelVersion>(db => Take(db, actor, input, stored, ct), ct);
        if (!result.Succeeded(out var version, out var refusal))
            return refusal;

        feed.Publish(version.System);
        return version.State;
    }

    /// <summary>Under which its bytes wait until they are whole.</summary>
    internal static string NameOf(DeclaredArtifact declared) => $"{declared.Version}-{Digest.Of(Encoding.UTF8.GetBytes(declared.Name)).Hex[..32]}";

    private static Refusal RefusalOf(Arrival arrival, DeclaredArtifact declared, ByteRange? range) => arrival switch
    {
        Arrival.Taken => new NotAllowed($"'{declared.Name}' is being sent by another request."),
        Arrival.OutOfStep { Expected: var expected } => new NotAllowed($"Of '{declared.Name}' byte {expected} comes next, not {range?.From}."),
        Arrival.Misstated { TooMany: true } when range is null => new Invalid("size", $"'{declared.Name}' was declared with {declared.Size} bytes, but more came."),
        Arrival.Misstated { Came: var came } when range is null => new Invalid("size", $"'{declared.Name}' was declared with {declared.Size} bytes, but {came} came."),
        Arrival.Misstated { TooMany: true } => new Invalid("Content-Range", $"It says {range?.Length} bytes, but more came."),
        Arrival.Misstated { Came: var came } => new Invalid("Content-Range", $"It says {range?.Length} bytes, but {came} came."),
        _ => throw new InvalidOperationException($"{arrival.GetType().Name} is no refusal."),
    };

    /// <summary>Refuses before a byte is read what would be refused after the last.</summary>
    private async Task<Result<DeclaredArtifact>> FindDeclared(Actor actor, Input input, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (await db.SystemWithRevisions(input.System, ct) is not { } system)
            return new NotFound(input.System);
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return unbound;
        if (await db.WholeVersion(system.Id, input.Label, ct) is not { } version)
            return new NotFound($"Version {subject}");
        if (!actor.IsOf(system))
            return new Forbidden($"Artifacts of {input.System} are sent by its owners, or by a pipeline with a token of its own.");

        return version.Artifacts.SingleOrDefault(artifact => artifact.Name == input.Name) is { } declared
            ? declared.Source.Length == 0 ? declared : declared.IsElsewhere()
            : version.State == VersionState.Sealed ? version.AlreadySealed() : new NotFound($"An artifact '{input.Name}' of {subject}");
    }

    private async Task<Result<ModelVersion>> Take(PortalDb db, Actor actor, Input input, Stored stored, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var subject = VersionAccess.SubjectOf(input.System, input.Label);
        if (await db.SystemWithRevisions(input.System, ct) is not { } system || await db.WholeVersion(system.Id, input.Label, ct) is not { } version)
            return new NotFound($"Version {subject}");

        var waiting = version.Artifacts.Count(artifact => artifact.StoredAt is null);
        if (version.Take(input.Name, stored, now) is { } refusal)
            return db.Refused(actor, now, "version.store-artifact", subject, refusal);
        if (version.Artifacts.Count(artifact => artifact.StoredAt is null) == waiting)
            return version;

        db.Record(new EntryDraft(actor, now, "version.artifact-stored", subject)
        {
            After = stored.Digest,
            Details = new Dictionary<string, string> { ["name"] = input.Name, ["size"] = stored.Size.ToString() },
        });
        if (version.State == VersionState.Sealed)
            db.Record(new EntryDraft(actor, now, "version.sealed", subject) { After = version.ContentDigest });
        return version;
    }
}
