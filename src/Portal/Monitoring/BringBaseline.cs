using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Monitoring.Records;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>
/// Freezes a version's baseline from rows that somebody brings, in the form of telemetry, or from the first weeks of its own recorded traffic:
/// for a version that is tried elsewhere, or on a suite without features.
/// </summary>
public sealed class BringBaseline(IDbContextFactory<PortalDb> dbs, RecordedRows recorded, BlobStore blobs, MakeBaseline make, TimeProvider time)
{
    /// <summary>A hundred bins of fewer rows are noise.</summary>
    public const int FewestRows = 500;

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Version">The label, which every row names too.</param>
    public sealed record Input(string System, string Version)
    {
        /// <summary>As they are posted to be counted.</summary>
        public ReadOnlyMemory<byte> Rows { get; init; }

        /// <summary>Or the time whose recorded decisions they are.</summary>
        public Recording? Recorded { get; init; }
    }

    /// <param name="From">Its beginning.</param>
    /// <param name="To">Its end, not included.</param>
    public sealed record Recording(DateTimeOffset From, DateTimeOffset To);

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
        if (!(await RowsOf(system, version, input, ct)).Succeeded(out var rows, out var refusal))
            return refusal;

        var bytes = new ArrayBufferWriter<byte>();
        EvaluationRows.Write(bytes, rows);
        var stored = await blobs.PutAsync(bytes.WrittenMemory, ct);
        var isNew = await make.Freeze(actor, new BaselineMade(system, version, stored), input.Recorded is null ? BaselineSource.Upload : BaselineSource.Traffic, ct);
        var frozen = await db.Baselines.AsNoTracking().SingleAsync(baseline => baseline.ModelVersion == version, ct);
        return isNew || frozen.Rows == stored
            ? BaselineLine.Of(frozen)
            : new NotAllowed($"{input.Version} has its baseline since {frozen.MadeAt:yyyy-MM-dd}: a yardstick that moves measures nothing. A new version gets a new one.");
    }

    private async Task<Result<EvaluationRow[]>> RowsOf(SystemId system, VersionId version, Input input, CancellationToken ct)
    {
        if (input.Recorded is { } time)
        {
            var rows = time.From < time.To ? await recorded.Of(system, version, time.From, time.To, ct) : [];
            return rows.Count < FewestRows
                ? new Invalid("from", $"A baseline has {FewestRows} rows at least; between these instants {rows.Count} decisions of {input.Version} are recorded with their inputs.")
                : rows.ToArray();
        }

        return Posted(input);
    }

    private Result<EvaluationRow[]> Posted(Input input)
    {
        if (!PredictionReader.Read(input.Rows.Span, time.GetUtcNow(), PredictionReader.OldestInRun).Succeeded(out var rows, out var fault))
            return fault;

        return rows.Rows < FewestRows ? new Invalid("body", $"A baseline has {FewestRows} rows at least; these are {rows.Rows}.")
            : rows.Versions.FirstOrDefault(name => name != input.Version) is { } other ? new Invalid("version", $"These are rows of '{other}' too.")
            : rows.Features.Inputs == 0 ? new Invalid("features", "The rows have no features.")
            : Enumerable.Range(0, rows.Rows).Select(row => RowOf(rows.Features, row)).ToArray();
    }

    /// <summary>Ids say nothing here and are left out.</summary>
    private static EvaluationRow RowOf(FeatureTable features, int row) => new(
        $"{row}", features.Prediction.TextAt(row) ?? "", null,
        features.Columns.Where(column => !features.IsOutput(column)).ToDictionary(column => column.Name, column => ValueOf(column, row), StringComparer.Ordinal))
    {
        Score = features.Score.NumberAt(row),
    };

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
