using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Registers a model for the system that its tag names; without one it is a finding that somebody has to claim it.</summary>
public sealed class RegisterModel(IDbContextFactory<PortalDb> dbs, BlobStore blobs, Calendar calendar, TimeProvider time)
{
    private readonly Sealing _sealing = new(blobs);

    public sealed record Input(string Name, string Description, IReadOnlyList<TextPair> Tags);

    public async Task<Result<TrackedId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotRegister() is { } refusal)
            return refusal;
        if (FaultsOf(input).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<TrackedId>(db => Register(db, actor, input, ct), ct);
    }

    internal static IEnumerable<Fault> DescriptionFaults(string description) =>
        PlainText.RemarkProblem(description, RegisteredModel.LongestDescription) is { } problem ? [new Fault("description", problem)] : [];

    private static IEnumerable<Fault> FaultsOf(Input input) =>
    [
        .. ModelNames.NameProblem(input.Name) is { } name ? [new Fault("name", name)] : Array.Empty<Fault>(),
        .. DescriptionFaults(input.Description),
        .. Texts.Faults(TextKind.Tag, input.Tags),
    ];

    private async Task<Result<TrackedId>> Register(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var known = await db.RegisteredModels.SingleOrDefaultAsync(row => row.Name == input.Name, ct);
        if (known is { IsHidden: false })
            return new AlreadyExists($"Registered Model (name={input.Name})");
        if (known is not null && await ModelAccess.WhyNotChange(db, actor, known, ct) is { } forbidden)
            return db.Refused(actor, now, "model.register", input.Name, forbidden);

        var model = known ?? RegisteredModel.Register(input.Name, input.Description, actor.Person.GetValueOrDefault(), now);
        if (known is null)
            db.RegisteredModels.Add(model);
        else
            model.Return(input.Description, now);
        db.Record(new EntryDraft(actor, now, "model.registered", model.Name));
        await Texts.SetTags(db, model.Id, input.Tags, ct);
        if (input.Tags.LastOrDefault(tag => tag.Key == TrackingAccess.SystemTag) is { } named)
            return await Claiming.Claim(db, _sealing, actor, model, named.Value, now, ct) is { } unfit ? db.Refused(actor, now, "model.claim", input.Name, unfit) : model.Id;

        if (model.System is null)
            await Claiming.ReportUnclaimed(db, actor, model, calendar, now, ct);
        return model.Id;
    }
}
