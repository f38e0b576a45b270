using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Freezes the bins of a version from the rows of its first evaluation that has features, or from rows that were brought for it.</summary>
public sealed class MakeBaseline(IDbContextFactory<PortalDb> dbs, BlobStore blobs, SeriesStore series, TimeProvider time) : IReaction<BaselineMade>
{
    public Task React(BaselineMade what, CancellationToken ct) => Freeze(Actor.System("monitoring"), what, BaselineSource.Evaluation, ct);

    /// <summary>False when the version has its baseline already: that one stays.</summary>
    internal async Task<bool> Freeze(Actor actor, BaselineMade what, BaselineSource source, CancellationToken ct)
    {
        var rows = await Rows(what.Rows, ct);
        var bins = FrozenBaseline.Freeze(rows);

        var made = await dbs.WriteAsync<bool>(async db =>
        {
            if (await db.Baselines.AnyAsync(baseline => baseline.ModelVersion == what.Version, ct))
                return false;

            var now = time.GetUtcNow();
            db.Baselines.Add(Baseline.Of(what.Version, what.Rows, rows.Rows, bins, what.Outcome, now));
            db.Record(new EntryDraft(actor, now, "baseline.frozen", await SubjectOf(db, what, ct))
            {
                After = Digest.Of(bins),
                Details = new Dictionary<string, string> { ["source"] = $"{source}", ["evaluationRows"] = what.Rows.Text, ["rows"] = $"{rows.Rows}" },
            });
            return true;
        }, ct);
        await series.Refresh(ct);
        return made.Value;
    }

    private async Task<FeatureTable> Rows(Digest stored, CancellationToken ct)
    {
        await using var stream = blobs.Open(stored);
        return await FeatureTable.Read(stream, ct);
    }

    private static async Task<string> SubjectOf(PortalDb db, BaselineMade what, CancellationToken ct)
    {
        var code = await db.Systems.Where(system => system.Id == what.System).Select(system => system.Code).SingleAsync(ct);
        var label = await db.Versions.Where(version => version.Id == what.Version).Select(version => version.Label).SingleAsync(ct);
        return $"{code}/{label}";
    }
}

/// <summary>Where a baseline's rows came from.</summary>
internal enum BaselineSource { Evaluation = 1, Upload, Traffic }
