using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.ModelRegistry;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>Says which system a registered model belongs to, within somebody else's change; one that belongs to none is a finding.</summary>
internal static class Claiming
{
    private const int DaysToClaim = 14;

    public static async Task<Refusal?> Claim(PortalDb db, Sealing sealing, Actor actor, RegisteredModel model, string code, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.SystemWithRevisions(code.Trim(), ct) is not { } system)
            return new Invalid(TrackingAccess.SystemTag, $"The register has no system {code}.");
        if (model.System == system.Id)
            return null;
        if (model.System is { } other && await NamedSystems.Find(db, other, ct) is { } of)
            return new Gated($"'{model.Name}' is a model of {of.Code}, and its versions stay there: register a model of another name for {system.Code}.", $"register/{of.Code}?tab=versions");
        if (actor.RefusalOn(system.Id, system.Code) is { } unbound)
            return unbound;
        if (!actor.IsOf(system))
            return new Forbidden($"Models are claimed for {system.Code} by its owners, or by a pipeline with a token of its own.");

        // Both would give their versions the same labels.
        var stem = ModelNames.Stem(model.Name);
        var names = await db.RegisteredModels.Where(row => row.System == system.Id && row.Id != model.Id && row.Name.StartsWith(stem)).Select(row => row.Name).ToListAsync(ct);
        if (names.Find(name => ModelNames.Stem(name) == stem) is { } twin)
            return new Invalid("name", $"{system.Code} has a model '{twin}' whose versions would have the same labels: the first 30 characters must differ.");

        model.BelongTo(system.Id, now);
        db.Record(new EntryDraft(actor, now, "model.claimed", model.Name) { Details = new Dictionary<string, string> { ["system"] = system.Code } });
        await Raised.Answer(db, actor, FindingSource.ShadowAi, model.FindingKey, $"The model '{model.Name}' belongs to {system.Code} now, and its versions are sealed there.", now, ct);
        foreach (var version in await db.RegisteredVersions.Where(row => row.Model == model.Id && !row.IsHidden && row.Sealed == null).OrderBy(row => row.Number).ToListAsync(ct))
        {
            if (await sealing.Seal(db, actor, system, model, version, now, ct) is { } refusal)
                return refusal;
        }

        return null;
    }

    public static async Task ReportUnclaimed(PortalDb db, Actor actor, RegisteredModel model, Calendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var about = model.Name.Length <= NewFinding.LongestAbout ? model.Name : model.Name[..NewFinding.LongestAbout].TrimEnd();
        _ = await Raised.Raise(
            db, actor,
            new NewFinding(
                FindingSource.ShadowAi, FindingSeverity.Moderate, null, $"A registered model belongs to no system: {about}",
                $"An MLflow client registered '{model.Name}' without saying to which system it belongs, so nobody can decide on it and nothing of it may run. Set the tag {TrackingAccess.SystemTag} to the code of its system, or claim it under Models and prompts; if there is no system yet, file one.",
                model.By, calendar.DayOf(now).AddDays(DaysToClaim))
            {
                About = about,
                Key = model.FindingKey,
            },
            now, ct);
    }
}
