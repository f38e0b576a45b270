using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Data;
using Portal.Evaluation;
using Portal.ModelRegistry;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Tests.Support;

/// <summary>A system, its versions and what is known about them: the road up to the gate.</summary>
internal static class Workshop
{
    public const string Code = "AIS-0001";
    public const string Label = "v1.0";

    public static readonly byte[] Bytes = Encoding.UTF8.GetBytes("weights of the model");

    public static Declaration Declared(Actor contributor, string label = Label, params (string Name, byte[] Bytes)[] artifacts) => new(
        label,
        new Artefact(ArtefactKind.Model, "scorecard"),
        [.. (artifacts.Length > 0 ? artifacts : [("model.bin", Bytes)]).Select(artifact => new AnnouncedArtifact(artifact.Name, artifact.Bytes.Length, Digest.Of(artifact.Bytes)))],
        [contributor.Person.GetValueOrDefault()]);

    public static Task<Result<VersionState>> Put(this House house, Actor actor, string name, byte[] bytes, string label = Label) =>
        house.Get<PutArtifact>().Run(actor, new(Code, label, name, new MemoryStream(bytes)), default);

    /// <summary>A filed system with a version that is sealed.</summary>
    public static async Task<VersionId> Sealed(this House house, Actor owner, Actor contributor, string label = Label)
    {
        await using (var db = await house.Dbs.CreateDbContextAsync())
        {
            if (!await db.Systems.AnyAsync())
                await house.File(owner);
        }

        var version = await house.Get<DeclareVersion>().Run(owner, new(Code, Declared(contributor, label)), default);
        Assert.Equal(VersionState.Sealed, (await house.Put(owner, "model.bin", Bytes, label)).Value);
        return version.Value;
    }

    /// <summary>A version of the system that stands at this stage, whatever led there.</summary>
    public static async Task<VersionId> Reach(this House house, SystemId system, Stage stage, string label = Label)
    {
        await using var db = await house.Dbs.CreateDbContextAsync();
        var version = VersionAt(system, stage, label, house.Time.GetUtcNow());
        db.Versions.Add(version);
        await db.SaveChangesAsync();
        return version.Id;
    }

    public static ModelVersion VersionAt(SystemId system, Stage stage, string label, DateTimeOffset now)
    {
        var bytes = new AnnouncedArtifact("model.bin", Bytes.Length, Digest.Of(Bytes));
        var version = ModelVersion.Declare(system, new Declaration(label, new Artefact(ArtefactKind.Model, "scorecard"), [bytes], []), new PersonId(Guid.CreateVersion7()), now);
        Assert.Null(version.Take(bytes.Name, new Stored(bytes.Digest, bytes.Size), now));
        if (stage != Stage.Development)
            Assert.Null(version.MoveTo(stage, now));
        return version;
    }

    public static Task<Result<RunId>> Evaluate(this House house, Actor actor, string rows, string? positive = "bad", string dataset = "hold-out", string label = Label) =>
        house.Get<SubmitEvaluation>().Run(actor, new(Code, label, RowFormat.Ndjson, new MemoryStream(Encoding.UTF8.GetBytes(rows)), new() { Dataset = dataset, Positive = positive }), default);

    public static Task<Result<DocumentId>> Report(this House house, Actor author, string text = "# Report", string fileName = "report.md", string label = Label) =>
        house.Get<SubmitDocument>().Run(author, new(Code, label, DocumentKind.ValidationReport, "Validation report", fileName, new MemoryStream(Encoding.UTF8.GetBytes(text))), default);

    /// <summary>Rows of which so many are right; the odd ones are of the positive class "bad".</summary>
    public static string Rows(int count, int right, string features = "")
    {
        var lines = Enumerable.Range(0, count).Select(index =>
        {
            var label = index % 2 == 1 ? "bad" : "good";
            var prediction = index < right ? label : label == "bad" ? "good" : "bad";
            return $$"""{"id":"r{{index}}","prediction":"{{prediction}}","label":"{{label}}"{{features}}}""";
        });
        return string.Join('\n', lines);
    }

    public static Task<Actor> Owner(this House house) => house.Person("Owner", Role.SystemOwner);

    public static Task<Actor> Developer(this House house) => house.Person("Developer", Role.Developer);

    public static Task<Actor> Validator(this House house) => house.Person("Validator", Role.IndependentValidator);
}
