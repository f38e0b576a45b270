using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Tracking;

/// <summary>The data that a run says it used.</summary>
public sealed class LogInputs(IDbContextFactory<PortalDb> dbs)
{
    private const int MostAtOnce = 100;

    public sealed record Input(TrackedId Run, IReadOnlyList<LoggedInput> Inputs);

    public async Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (actor.WhyNotTrack() is { } refusal)
            return refusal;
        if (input.Inputs.Count > MostAtOnce)
            return new Invalid("datasets", $"At most {MostAtOnce} come at once.");
        if (input.Inputs.SelectMany(FaultsOf).ToList() is { Count: > 0 } faults)
            return new Invalid(faults);

        return await dbs.WriteAsync<Done>(db => Write(db, actor, input, ct), ct);
    }

    private static IEnumerable<Fault> FaultsOf(LoggedInput input, int at) =>
    [
        .. Named(at, "name", PlainText.LineProblem(input.Name, RunInput.LongestName)),
        .. Named(at, "digest", PlainText.LineProblem(input.Digest, RunInput.LongestDigest)),
        .. Named(at, "source_type", PlainText.RemarkProblem(input.SourceType, RunInput.LongestName)),
        .. Named(at, "source", PlainText.RemarkProblem(input.Source, RunInput.LongestText)),
        .. Named(at, "schema", PlainText.RemarkProblem(input.Schema, RunInput.LongestText)),
        .. Named(at, "profile", PlainText.RemarkProblem(input.Profile, RunInput.LongestText)),
        .. Named(at, "context", PlainText.RemarkProblem(input.Context, RunInput.LongestName)),
    ];

    private static IEnumerable<Fault> Named(int at, string field, string? problem) => problem is null ? [] : [new Fault($"datasets[{at}].{field}", problem)];

    private static async Task<Result<Done>> Write(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (await db.RunOf(input.Run, ct) is not { } run)
            return new NotFound($"Run {input.Run}");
        if ((await TrackingAccess.WhyNotWrite(db, actor, run.By, run.System, ct) ?? run.WhyNotLogged()) is { } refusal)
            return refusal;

        var known = await db.RunInputs.Where(row => row.Run == run.Id).ToListAsync(ct);
        foreach (var each in input.Inputs.DistinctBy(each => (each.Name, each.Digest)))
        {
            if (known.Find(row => row.Name == each.Name && row.ClientDigest == each.Digest) is { } row)
                row.Use(each.Context.Length > 0 ? each.Context : row.Context);
            else
                db.RunInputs.Add(new RunInput(run.Id, each));
        }

        return new Done();
    }
}
