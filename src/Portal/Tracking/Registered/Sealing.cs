using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Evaluation;
using Portal.Lineage;
using Portal.ModelRegistry;
using Portal.Register;
using Portal.Shared;

namespace Portal.Tracking.Registered;

/// <summary>
/// Makes a version of the registry out of what a client registered: the bytes that lie under its source at this moment, and what the run told of
/// itself as provenance, data sets, contributors and reported figures.
/// </summary>
internal sealed class Sealing(BlobStore blobs)
{
    private const string PromptText = "mlflow.prompt.text";

    public async Task<Refusal?> Seal(PortalDb db, Actor actor, AiSystem system, RegisteredModel model, RegisteredVersion version, DateTimeOffset now, CancellationToken ct)
    {
        var person = actor.Person.GetValueOrDefault();
        var told = await RunStory.Of(db, version, ct);
        var names = await ContributorNames.Of(db, told.Users, ct);
        if (!(await Declared(db, model, version, told, [person, .. names.Known.Where(known => known != person)], ct)).Succeeded(out var declaration, out var unfit))
            return unfit;
        if (declaration.Faults() is { Count: > 0 } faults)
            return new Invalid(faults);

        if (declaration.PromptBytes is { } text)
            await blobs.PutAsync(text, ct);
        if (!(await DeclareVersion.Within(db, actor, system, person, declaration, now, ct)).Succeeded(out var sealedOne, out var refusal))
            return refusal;

        sealedOne.NameStrangers(names.Strangers);
        version.SealAs(sealedOne.Id);
        foreach (var input in told.Inputs)
            _ = await Datasets.Add(db, actor, DatasetName(input), $"Logged by the MLflow run {input.Run} as {input.ClientDigest}.", new DatasetContent(input.Digest, input.Rows), person, now, ct);
        if (told.Report(version) is { } report)
            await ReportedRuns.Add(db, actor, sealedOne, system.Code, report, await blobs.PutAsync(ReportedRuns.BytesOf(report), ct), person, now, ct);
        return null;
    }

    private static async Task<Result<Declaration>> Declared(PortalDb db, RegisteredModel model, RegisteredVersion version, RunStory told, IReadOnlyList<PersonId> contributors, CancellationToken ct)
    {
        var label = ModelNames.Label(model.Name, version.Number);
        if (await Texts.Tag(db, model.Id, RegisteredModel.PromptTag, ct) == "true" && await Texts.Tag(db, version.Id, PromptText, ct) is { Length: > 0 } text)
            return new Declaration(label, new Artefact(ArtefactKind.Prompt, model.Name), [], contributors) { PromptText = text };

        var files = await FilesUnder(db, version, ct);
        if (files.Exists(file => file.Path.Contains(':')))
            return new Invalid("source", "A file under it has a colon in its name, which no artifact has.");

        IReadOnlyList<AnnouncedArtifact> artifacts = files.Count == 0
            ? [Unseen(version)]
            : [.. files.Select(file => new AnnouncedArtifact(SealedFiles.NameOf(file.Path), file.Size, file.Digest) { IsHere = true })];
        return new Declaration(label, new Artefact(ArtefactKind.Model, model.Name), artifacts, contributors) { Provenance = told.Provenance };
    }

    /// <summary>The files under the source, by their paths from there; none when it lies elsewhere or nothing was sent.</summary>
    private static async Task<List<(string Path, long Size, Digest Digest)>> FilesUnder(PortalDb db, RegisteredVersion version, CancellationToken ct)
    {
        if (version.Place is not { } place)
            return [];

        var files = await db.TrackedFiles.AsNoTracking().Where(row => row.Owner == place.Owner).ToListAsync(ct);
        return
        [
            .. files.Where(file => place.Holds(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path == place.Path ? file.Path.Split('/')[^1] : file.Path[(place.Path.Length == 0 ? 0 : place.Path.Length + 1)..], file.Size, file.Digest)),
        ];
    }

    /// <summary>Bytes that nobody here has seen: no size, and the digest of nothing. The gate reads the source and blocks.</summary>
    private static AnnouncedArtifact Unseen(RegisteredVersion version) => new("source", 0, Digest.Of([]))
    {
        Source = Uri.TryCreate(version.Source, UriKind.Absolute, out var address) && version.Source.StartsWith(address.Scheme + ":", StringComparison.OrdinalIgnoreCase) ? version.Source : $"elsewhere:{version.Source}",
    };

    private static string DatasetName(RunInput input) => input.Name.Length <= Dataset.LongestName ? input.Name : input.Name[..Dataset.LongestName].TrimEnd();
}
