using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.ModelRegistry;

/// <summary>What a declaration names and the registry does not have, each with its field.</summary>
internal static class NamedFaults
{
    // Somewhere the day is already over.
    private static readonly TimeSpan AheadOfUtc = TimeSpan.FromHours(14);

    public static async Task<IReadOnlyList<Fault>> Of(PortalDb db, SystemId system, Provenance provenance, DateTimeOffset now, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime((now + AheadOfUtc).UtcDateTime);
        List<Fault> faults = [.. provenance.TrainingData.Index().Where(data => data.Item.To > today).Select(data => new Fault($"trainingData[{data.Index}].to", "This day has not come yet."))];
        if (provenance.Parent.Length > 0 && await NamedVersions.Find(db, system, provenance.Parent, ct) is null)
            faults.Add(new Fault("parent", $"The system has no version {provenance.Parent}."));
        if (provenance.Agent?.Model is { } model && await PinProblem(db, model, ArtefactKind.Model, ct) is { } noModel)
            faults.Add(new Fault("agent.model", noModel));
        if (provenance.Agent?.Prompt is { } prompt && await PinProblem(db, prompt, ArtefactKind.Prompt, ct) is { } noPrompt)
            faults.Add(new Fault("agent.prompt", noPrompt));
        return faults;
    }

    /// <summary>What an agent rests on must not change under it, so it is sealed.</summary>
    private static async Task<string?> PinProblem(PortalDb db, PinnedVersion pinned, ArtefactKind kind, CancellationToken ct)
    {
        var found = await (
            from version in db.Versions.AsNoTracking()
            join system in db.Systems.AsNoTracking() on version.System equals system.Id
            where system.Code == pinned.System && version.Label == pinned.Label
            select new { version.Kind, version.State }).SingleOrDefaultAsync(ct);
        return found switch
        {
            null => $"{pinned.System} has no version {pinned.Label}.",
            { State: not VersionState.Sealed } => $"{pinned.System} {pinned.Label} is not sealed.",
            _ when found.Kind != kind => $"{pinned.System} {pinned.Label} is no {kind.ToString().ToLowerInvariant()}.",
            _ => null,
        };
    }
}
