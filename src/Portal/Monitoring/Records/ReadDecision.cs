using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Monitoring.Labels;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>Reads one recorded decision, which is on the record. An auditor sees it without the person, or says why not.</summary>
public sealed class ReadDecision(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, Baselines baselines, ContestQueries contests, TimeProvider time)
{
    /// <param name="System">The code, AIS-0001.</param>
    public sealed record Input(string System)
    {
        public RecordId? Record { get; init; }

        /// <summary>The prediction's own id, as its sender calls it; of several records under it the latest is read.</summary>
        public string? Prediction { get; init; }

        /// <summary>Why an auditor has to know about whom it is.</summary>
        public string? Reason { get; init; }
    }

    public async Task<Result<DecisionView>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (input.Prediction is { Length: 0 or > PredictionReader.LongestName })
            return new Invalid("id", $"An id has 1 to {PredictionReader.LongestName} characters.");

        Opening? opening = null;
        var read = await dbs.WriteAsync<DecisionRecord>(async db =>
        {
            if (!(await Admit(db, actor, input, ct)).Succeeded(out var admitted, out var refusal))
                return refusal;
            if (await Find(admitted.System, input, ct) is not { } record)
                return new NotFound("A record of this decision");

            opening = admitted;
            db.Record(new EntryDraft(actor, time.GetUtcNow(), admitted.IsRevealed ? "record.revealed" : "record.opened", input.System)
            {
                Reason = admitted.IsRevealed ? input.Reason?.Trim() : null,
                Details = new Dictionary<string, string> { ["record"] = record.Id.ToString(), ["masked"] = admitted.IsMasked ? "yes" : "no" },
            });
            return record;
        }, ct);
        return read.Succeeded(out var found, out var fault) && opening is { } opened ? await View(actor, input.System, opened, found, ct) : fault ?? new NotFound("A record of this decision");
    }

    private async Task<Result<Opening>> Admit(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        if (!(await RecordAccess.Of(db, actor, input.System, ct)).Succeeded(out var access, out var refusal))
            return refusal;
        if (access.Reading == RecordReading.None)
            return db.Refused(actor, time.GetUtcNow(), "record.open", input.System, new Forbidden(RecordAccess.Readers));
        if (access.Reading == RecordReading.Full || input.Reason is not { } reason)
            return new Opening(access.System, access.Reading);
        if (actor.Through != Through.Session)
            return db.Refused(actor, time.GetUtcNow(), "record.reveal", input.System, new Forbidden("Auditors look at personal data in the pages."));

        return Administration.FaultOf(reason) is { } fault ? fault : new Opening(access.System, access.Reading) { IsRevealed = true };
    }

    private async Task<DecisionRecord?> Find(SystemId system, Input input, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        if (input.Record is { } id)
            return await db.Records.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.System == system, ct);

        var key = JoinRow.KeyOf(input.Prediction ?? "");
        return await db.Records.AsNoTracking().Where(row => row.System == system && row.Key == key).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
    }

    private async Task<DecisionView> View(Actor actor, string code, Opening opening, DecisionRecord record, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var store = await records.CreateDbContextAsync(ct);
        var (system, key, version) = (record.System, record.Key, record.ModelVersion);
        var (content, baseline) = (RecordContent.Of(record.Content), await baselines.Of(version, ct));
        var reactions = await store.Reactions.AsNoTracking().Where(row => row.System == system && row.Key == key).OrderBy(row => row.Id).Take(100).Select(row => new ReactionLine(row.Kind, row.Time, row.Value, row.Seconds)).ToListAsync(ct);
        var others = await store.Records.Where(row => row.System == system && row.Key == key && row.Id != record.Id).OrderByDescending(row => row.Id).Take(20).Select(row => row.Id).ToListAsync(ct);
        return new DecisionView
        {
            Id = record.Id,
            System = code,
            SystemName = (await NamedSystems.Find(db, system, ct))?.Name ?? "",
            VersionId = version,
            Version = (await NamedVersions.Labels(db, [version], ct)).GetValueOrDefault(version, ""),
            Prediction = record.Prediction,
            Time = record.Time,
            Run = record.Run,
            Subject = opening.IsMasked ? null : record.Subject,
            Output = record.Output,
            Score = record.Score,
            InputsDigest = record.Inputs,
            HasInputs = content?.Inputs is not null,
            HasContributions = content?.Contributions is { Count: > 0 },
            HasBaseline = baseline is not null,
            Features = Explanation.Of(content, baseline, opening.IsMasked),
            Reactions = reactions,
            SameId = others,
            Cases = await contests.Of(db, record.Id, opening.IsMasked, ct),
            HasSubject = record.Subject is not null,
            IsMasked = opening.IsMasked,
            ErasedAt = record.ErasedAt,
            MayAct = opening.Reading == RecordReading.Full && actor.Person is not null,
            MayErase = EraseSubject.Allows(actor),
        };
    }

    private sealed record Opening(SystemId System, RecordReading Reading)
    {
        public bool IsRevealed { get; init; }

        public bool IsMasked => Reading == RecordReading.Masked && !IsRevealed;
    }
}
