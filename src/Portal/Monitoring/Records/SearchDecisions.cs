using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>Searches the recorded decisions of a system, the newest first; that somebody did is on the record, about whom is not.</summary>
public sealed class SearchDecisions(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, TimeProvider time)
{
    /// <param name="System">The code, AIS-0001.</param>
    public sealed record Input(string System)
    {
        public string? Subject { get; init; }

        public DateTimeOffset? From { get; init; }

        /// <summary>Not included.</summary>
        public DateTimeOffset? To { get; init; }

        /// <summary>A version's label.</summary>
        public string? Version { get; init; }

        public string? Outcome { get; init; }

        /// <summary>The last record of the part before.</summary>
        public RecordId? After { get; init; }

        public int Most { get; init; } = 50;

        internal IReadOnlyList<Fault> Faults() =>
        [
            .. FaultIn("subject", Subject, PredictionReader.LongestName), .. FaultIn("version", Version, PredictionReader.LongestName), .. FaultIn("outcome", Outcome, PredictionReader.LongestText),
            .. From >= To ? [new Fault("to", "It ends before it begins.")] : Array.Empty<Fault>(),
        ];

        private static IEnumerable<Fault> FaultIn(string field, string? text, int most) =>
            text is not null && (text.Length == 0 || text.Length > most || text.Contains('\0', StringComparison.Ordinal)) ? [new Fault(field, $"This has 1 to {most} characters.")] : [];
    }

    public async Task<Result<DecisionPart>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (input.Faults() is { Count: > 0 } faults)
            return new Invalid(faults);
        if (!(await dbs.WriteAsync(db => Admitting(db, actor, input, ct), ct)).Succeeded(out var access, out var refusal))
            return refusal;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Part(db, access, input, Math.Clamp(input.Most, 1, PageRequest.MostRows), ct);
    }

    /// <summary>Lets somebody read all that they searched for, which is on the record as a search is; why not, otherwise.</summary>
    public async Task<Refusal?> Admit(PortalDb db, Actor actor, Input input, CancellationToken ct) =>
        input.Faults() is { Count: > 0 } faults ? new Invalid(faults) : (await Admitting(db, actor, input, ct)).Refusal;

    /// <summary>The next of what somebody was admitted to. Whoever may no longer read it meanwhile does not get a part that looks like the whole.</summary>
    public async Task<IReadOnlyList<DecisionLine>> Rows(Actor actor, Input input, DecisionLine? last, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await Allowed(db, actor, input, ct)).Succeeded(out var access, out var refusal)
            ? (await Part(db, access, input with { After = last?.Id }, most, ct)).Items
            : throw new InvalidOperationException(refusal.Message);
    }

    private async Task<DecisionPart> Part(PortalDb db, Admitted access, Input input, int most, CancellationToken ct)
    {
        var rows = await Found(access, input, most + 1, ct);
        var ids = rows.Select(row => row.Id).ToList();
        var contested = (await db.ContestCases.Where(row => ids.Contains(row.Record)).Select(row => row.Record).ToListAsync(ct)).ToHashSet();
        var labels = await NamedVersions.Labels(db, rows.Select(row => row.ModelVersion), ct);
        return new DecisionPart(
            [
                .. rows.Take(most).Select(row => new DecisionLine(
                    row.Id, row.Prediction, row.Time, labels.GetValueOrDefault(row.ModelVersion, ""), access.IsMasked ? null : row.Subject, row.Output, row.Score, row.IsErased, contested.Contains(row.Id))),
            ],
            rows.Count > most ? rows[most - 1].Id : null, access.IsMasked);
    }

    private async Task<Result<Admitted>> Admitting(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await Allowed(db, actor, input, ct)).Succeeded(out var access, out var refusal))
            return refusal is Forbidden ? db.Refused(actor, now, "record.search", input.System, refusal) : refusal;

        db.Record(new EntryDraft(actor, now, "record.searched", input.System)
        {
            Details = new Dictionary<string, string> { ["by"] = string.Join(", ", Named(input)), ["masked"] = access.IsMasked ? "yes" : "no" },
        });
        return access;
    }

    private static async Task<Result<Admitted>> Allowed(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (!(await RecordAccess.Of(db, actor, input.System, ct)).Succeeded(out var access, out var refusal))
            return refusal;
        if (access.Reading == RecordReading.None)
            return new Forbidden(RecordAccess.Readers);
        if (access.Reading == RecordReading.Masked && input.Subject is not null)
            return new Forbidden("Auditors read decisions without the person, and so do not search by one: open the decision and say why.");

        VersionId? version = null;
        if (input.Version is { } label && (version = await NamedVersions.Find(db, access.System, label, ct)) is null)
            return new NotFound($"The version {label} of {input.System}");

        return new Admitted(access.System, version, access.Reading == RecordReading.Masked);
    }

    private async Task<IReadOnlyList<FoundRow>> Found(Admitted access, Input input, int most, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        var (system, version, subject, outcome) = (access.System, access.Version, input.Subject, input.Outcome);
        var rows = db.Records.AsNoTracking().Where(row => row.System == system);
        if (subject is not null)
            rows = rows.Where(row => row.Subject == subject);
        if (version is { } named)
            rows = rows.Where(row => row.ModelVersion == named);
        if (outcome is not null)
            rows = rows.Where(row => row.Output == outcome);

        // A record's id begins with its time, and the index goes by it.
        if (input.From is { } from && RecordId.LowestOf(from) is var first)
            rows = rows.Where(row => row.Id.CompareTo(first) >= 0);
        if (input.To is { } to && RecordId.LowestOf(to) is var end)
            rows = rows.Where(row => row.Id.CompareTo(end) < 0);
        if (input.After is { } after)
            rows = rows.Where(row => row.Id.CompareTo(after) < 0);
        return await rows.OrderByDescending(row => row.Id).Take(most)
            .Select(row => new FoundRow(row.Id, row.ModelVersion, row.Prediction, row.Time, row.Subject, row.Output, row.Score, row.ErasedAt != null)).ToListAsync(ct);
    }

    private static IEnumerable<string> Named(Input input) =>
        new (string Name, bool Is)[] { ("subject", input.Subject is not null), ("time", input.From is not null || input.To is not null), ("version", input.Version is not null), ("outcome", input.Outcome is not null) }
            .Where(one => one.Is).Select(one => one.Name);

    private sealed record Admitted(SystemId System, VersionId? Version, bool IsMasked);

    private sealed record FoundRow(RecordId Id, VersionId ModelVersion, string Prediction, DateTimeOffset Time, string? Subject, string Output, double? Score, bool IsErased);
}
