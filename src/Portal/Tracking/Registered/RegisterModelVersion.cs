using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Registers the next version of a model and seals what lies under its source now; the answer is its number.</summary>
public sealed class RegisterModelVersion(IDbContextFactory<PortalDb> dbs, BlobStore blobs, LiveFeed<SystemId> feed, TimeProvider time)
{
    private readonly Sealing _sealing = new(blobs);

    public sealed record Input(string Name, string Source, TrackedId? Run, string Description, IReadOnlyList<TextPair> Tags);

    public async Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        var result = await dbs.WriteAsync<(RegisteredModel Model, int Number)>(db => Register(db, actor, input, ct), ct);
        if (result.Refusal is { } refused)
            return refused;
        if (result.Value.Model.System is { } system)
            feed.Publish(system);
        return result.Value.Number;
    }

    private static IEnumerable<Fault> FaultsOf(Input input) =>
    [
        .. PlainText.LineProblem(input.Source, RegisteredVersion.LongestSource) is { } source ? [new Fault("source", source)] : Array.Empty<Fault>(),
        .. input.Source.Split('/', '\\').Contains("..") ? [new Fault("source", "It leads out of its folder.")] : Array.Empty<Fault>(),
        .. RegisterModel.DescriptionFaults(input.Description),
        .. Texts.Faults(TextKind.Tag, input.Tags),
    ];

    private async Task<Result<(RegisteredModel, int)>> Register(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.ModelNamed(input.Name, ct) is not { } model)
            return ModelAccess.NoModel(input.Name);
        if (await ModelAccess.WhyNotChange(db, actor, model, ct) is { } forbidden)
            return db.Refused(actor, now, "model.add-version", model.Name, forbidden);
        if (input.Run is { } run && !await db.TrackedRuns.AnyAsync(row => row.Id == run, ct))
            return new NotFound($"Run {run}");

        var version = RegisteredVersion.Register(model, input.Source, input.Run ?? await RunOfFolder(db, input.Source, ct), input.Description, actor.Person.GetValueOrDefault(), now);
        db.RegisteredVersions.Add(version);
        await Texts.SetTags(db, version.Id, input.Tags, ct);
        db.Record(new EntryDraft(actor, now, "model.version-added", model.Name) { Details = new Dictionary<string, string> { ["number"] = version.Number.ToString() } });
        if (model.System is { } id && await TrackingAccess.SystemOf(db, id, ct) is { } system && await _sealing.Seal(db, actor, system, model, version, now, ct) is { } unfit)
            return db.Refused(actor, now, "model.add-version", model.Name, unfit);

        return (model, version.Number);
    }

    /// <summary>The run whose folder the source is in tells how the version came about, also where the client does not name it.</summary>
    private static async Task<TrackedId?> RunOfFolder(PortalDb db, string source, CancellationToken ct) => FilePlace.OfSource(source) switch
    {
        { Kind: FileOwner.Run, Owner: var run } when await db.TrackedRuns.AnyAsync(row => row.Id == run, ct) => run,
        { Kind: FileOwner.LoggedModel, Owner: var logged } => await db.LoggedModels.Where(row => row.Id == logged).Select(row => row.Run).SingleOrDefaultAsync(ct),
        _ => null,
    };
}
