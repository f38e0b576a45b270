using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Freezes a version's baseline from rows that somebody brings, in the form of telemetry: what it saw in training, or the first weeks of its
/// traffic. For a version that is tried elsewhere, or on a suite without features.
/// </summary>
public sealed class BringBaseline(IDbContextFactory<PortalDb> dbs, BlobStore blobs, MakeBaseline make, TimeProvider time)
{
    /// <summary>A hundred bins of fewer rows are noise.</summary>
    public const int FewestRows = 500;

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Version">The label, which every row names too.</param>
    /// <param name="Rows">As they are posted to be counted.</param>
    public sealed record Input(string System, string Version, ReadOnlyMemory<byte> Rows);

    public async Task<Result<BaselineLine>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!actor.May(Permission.SubmitEvidence))
            return new Forbidden("Bringing a baseline needs the permission SubmitEvidence.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Systems.Where(system => system.Code == input.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System {input.System}");
        if (actor.RefusalOn(system, input.System) is { } unbound)
            return unbound;
        if (await db.Versions.Where(version => version.System == system && version.Label == input.Version).Select(version => (VersionId?)version.Id).SingleOrDefaultAsync(ct) is not { } version)
            return new NotFound($"Version {input.System}/{input.Version}");
        if (!PredictionReader.Read(input.Rows.Span, time.GetUtcNow(), PredictionReader.OldestInRun).Succeeded(out var rows, out var fault))
            return fault;
        if (Faults(rows, input.Version) is { } unfit)
            return unfit;

        var stored = await blobs.PutAsync(Stored(rows), ct);
        var isNew = await make.Freeze(actor, new BaselineMade(system, version, stored), BaselineSource.Upload, ct);
        var frozen = await db.Baselines.AsNoTracking().SingleAsync(baseline => baseline.ModelVersion == version, ct);
        return isNew || frozen.Rows == stored
            ? BaselineLine.Of(frozen)
            : new NotAllowed($"{input.Version} has its baseline since {frozen.MadeAt:yyyy-MM-dd}: a yardstick that moves measures nothing. A new version gets a new one.");
    }

    private static Invalid? Faults(PredictionBatch rows, string version) =>
        rows.Rows < FewestRows ? new Invalid("body", $"A baseline has {FewestRows} rows at least; these are {rows.Rows}.")
        : rows.Versions.FirstOrDefault(name => name != version) is { } other ? new Invalid("version", $"These are rows of '{other}' too.")
        : rows.Features.Inputs == 0 ? new Invalid("features", "The rows have no features.")
        : null;

    /// <summary>As the rows of an evaluation are stored. Ids say nothing here and are left out.</summary>
    private static ReadOnlyMemory<byte> Stored(PredictionBatch rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, Enumerable.Range(0, rows.Rows).Select(row => new EvaluationRow(
            $"{row}", rows.Features.Prediction.TextAt(row) ?? "", null,
            rows.Features.Columns.Where(column => !rows.Features.IsOutput(column)).ToDictionary(column => column.Name, column => ValueOf(column, row), StringComparer.Ordinal))
        {
            Score = rows.Features.Score.NumberAt(row),
        }));
        return bytes.WrittenMemory;
    }

    private static FeatureValue ValueOf(FeatureColumn column, int row) =>
        column.NumberAt(row) is { } number ? double.IsFinite(number) ? FeatureValue.Of(number) : FeatureValue.Missing
        : column.TextAt(row) is { } text ? FeatureValue.Of(text)
        : FeatureValue.Missing;
}

/// <summary>A version's frozen baseline.</summary>
/// <param name="MadeAt">Since when it stands.</param>
/// <param name="Rows">The digest of the rows that it was made of.</param>
/// <param name="Count">How many.</param>
/// <param name="Features">What is watched, outputs among it.</param>
public sealed record BaselineLine(DateTimeOffset MadeAt, Digest Rows, int Count, IReadOnlyList<WatchedFeature> Features)
{
    internal static BaselineLine Of(Baseline baseline) => new(baseline.MadeAt, baseline.Rows, baseline.RowCount, FrozenBaseline.Of(baseline).Features);
}
