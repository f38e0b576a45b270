using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Finds what a version would take the place of in a stage, and what kind of change that is.</summary>
internal static class Changes
{
    public static async Task<Change> Of(PortalDb db, ModelVersion version, Stage target, PublishedEntry entry, DateTimeOffset now, CancellationToken ct)
    {
        if (await Before(db, version, target, ct) is not { } before)
            return ChangeRules.First(target);

        var evidence = await EvidenceHistory.Of(db, [before.Id, version.Id], ct);
        var whole = await db.Versions.AsNoTracking().Include(one => one.Artifacts).SingleAsync(one => one.Id == version.Id, ct);
        return ChangeRules.Of(before, whole, await EntrySince(db, before.Id, target, entry, ct), Compare(evidence[before.Id].At(now).Runs, evidence[version.Id].At(now).Runs));
    }

    /// <summary>The class that a request keeps, computed once more: what it would replace may be another version by now.</summary>
    public static async Task<Refusal?> WhyMoreThanDecided(PortalDb db, Promotion promotion, ModelVersion version, PublishedEntry entry, DateTimeOffset now, CancellationToken ct)
    {
        if (promotion.Change is not { Class: not ChangeClass.Major } decided || await Of(db, version, promotion.Target, entry, now, ct) is not { } current || current.Derived <= decided.Class)
            return null;

        return new NotAllowed($"{promotion.Code} was decided as a {Words(decided)}; it is a {Words(current)} by now ({string.Join(", ", current.Because)}). Request it again.");
    }

    /// <summary>What counts on from the version before, where the change is not major.</summary>
    public static async Task<GateEvidence> WithEarlier(PortalDb db, GateEvidence evidence, Change? change, DateTimeOffset at, CancellationToken ct) =>
        change is { Class: not ChangeClass.Major, Against: { } before }
            ? evidence.WithEarlier(before.Label, (await Gates.Evidence(db, before.Version, at, ct)).Documents)
            : evidence;

    /// <summary>The version in the stage; or the last that went on from there, and is further on its way now.</summary>
    private static async Task<ModelVersion?> Before(PortalDb db, ModelVersion version, Stage target, CancellationToken ct)
    {
        var spans = await (
            from span in db.StageSpans.AsNoTracking()
            join other in db.Versions.AsNoTracking() on span.Version equals other.Id
            where span.System == version.System && span.Stage == target && other.Id != version.Id
            select new { other.Id, other.Label, other.Stage, span.ValidFrom }).ToListAsync(ct);
        var last = spans.Where(span => span.Stage >= target && span.Stage != Stage.Retired).OrderByDescending(span => span.Stage == target).ThenByDescending(span => span.ValidFrom).ThenByDescending(span => span.Label, StringComparer.Ordinal).FirstOrDefault();
        return last is null ? null : await db.Versions.AsNoTracking().Include(other => other.Artifacts).SingleAsync(other => other.Id == last.Id, ct);
    }

    /// <summary>Which material fields are others than those on which the version before was decided.</summary>
    private static async Task<IReadOnlyList<string>> EntrySince(PortalDb db, VersionId before, Stage target, PublishedEntry entry, CancellationToken ct)
    {
        var decided = await db.Promotions.AsNoTracking().Where(promotion => promotion.ModelVersion == before && promotion.Target == target && promotion.AppliedAt != null)
            .OrderByDescending(promotion => promotion.AppliedAt).ThenByDescending(promotion => promotion.Code).Select(promotion => promotion.Subject).FirstOrDefaultAsync(ct);
        var then = decided?.Parts.ToDictionary(part => part.Name, part => part.Value) ?? [];
        return [.. entry.Material.Where(field => then.TryGetValue(field.Name, out var was) && was != field.Value).Select(field => field.Name)];
    }

    /// <summary>The latest run of such cases, and the latest of the version before on the same data set: the same cases with the same answers.</summary>
    private static OutputsCompared Compare(IReadOnlyList<RunEvidence> before, IReadOnlyList<RunEvidence> now)
    {
        if (now.LastOrDefault(run => run.MustPassOutputs is not null) is not { } run || before.LastOrDefault(other => other.MustPassOutputs is not null && other.Dataset == run.Dataset) is not { } earlier)
            return OutputsCompared.NotCompared;

        return earlier.MustPassOutputs == run.MustPassOutputs ? OutputsCompared.Same : OutputsCompared.Different;
    }

    private static string Words(Change change) => $"{change.Class.ToString().ToLowerInvariant()} change{(change.Against is { } before ? $" against {before.Label}" : "")}";
}
