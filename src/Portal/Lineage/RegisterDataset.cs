using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Lineage;

/// <summary>Names a version of a data set by its digest; the data themselves stay where they are.</summary>
public sealed class RegisterDataset(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Name, string Description, DatasetContent Content);

    /// <summary>The number of the version: the one that it has already when the same data were registered before.</summary>
    public async Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence) || actor.Person is not { } person)
            return new Forbidden("You may not register data sets.");
        if (FaultsOf(input) is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<int>(async db => (await Datasets.Add(db, actor, input.Name, input.Description, input.Content, person, time.GetUtcNow(), ct)).Number, ct);
    }

    private static IReadOnlyList<Fault> FaultsOf(Input input) =>
    [
        .. PlainText.NameProblem(input.Name, Dataset.LongestName) is { } name ? [new Fault("name", name)] : Array.Empty<Fault>(),
        .. PlainText.RemarkProblem(input.Description, Dataset.LongestDescription) is { } text ? [new Fault("description", text)] : Array.Empty<Fault>(),
        .. input.Content.Rows is >= 1 and <= 1L << 40 ? Array.Empty<Fault>() : [new Fault("rows", "A data set has at least one row.")],
        .. input.Content.From > input.Content.To ? [new Fault("to", "It ends before it begins.")] : Array.Empty<Fault>(),
    ];
}

/// <summary>How a use case names data within its own change.</summary>
public static class Datasets
{
    public static async Task<DatasetVersion> Add(PortalDb db, Actor actor, string name, string description, DatasetContent content, PersonId by, DateTimeOffset now, CancellationToken ct)
    {
        var dataset = db.Datasets.Local.FirstOrDefault(dataset => dataset.Name == name) ?? await db.Datasets.SingleOrDefaultAsync(dataset => dataset.Name == name, ct);
        if (dataset is null)
            db.Datasets.Add(dataset = Dataset.Register(name, description, by, now));

        var known = dataset.Versions.Count;
        var version = dataset.Add(content, by, now);
        if (dataset.Versions.Count > known)
        {
            db.Record(new EntryDraft(actor, now, "dataset.registered", name)
            {
                After = content.Digest,
                Details = new Dictionary<string, string> { ["version"] = version.Number.ToString(), ["rows"] = content.Rows.ToString() },
            });
        }

        return version;
    }
}
