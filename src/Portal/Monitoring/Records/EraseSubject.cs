using Microsoft.EntityFrameworkCore;
using Portal.Accounts;
using Portal.Audit;
using Portal.Data;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring.Records;

/// <summary>
/// Forgets what the records of a system say of one person. That something was decided, when, by which version and the digest of what went in
/// stay, so that counts and the ledger hold. While a case is open the records are kept: the person's own claim rests on them.
/// </summary>
public sealed class EraseSubject(IDbContextFactory<PortalDb> dbs, IDbContextFactory<RecordsDb> records, CheckpointLog log, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <param name="System">The code, AIS-0001.</param>
    /// <param name="Subject">The reference by which the sender names the person.</param>
    /// <param name="Reason">On whose request, or why else.</param>
    public sealed record Input(string System, string Subject, string Reason);

    /// <summary>Who erases personal data everywhere, and risk.</summary>
    public static bool Allows(Actor actor) => actor.Person is not null && (actor.May(Permission.ManageLedger) || actor.May(Permission.SignRisk));

    /// <summary>How many records were erased.</summary>
    public async Task<Result<int>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (input.Subject.Length is 0 or > PredictionReader.LongestName || input.Subject.Contains('\0', StringComparison.Ordinal))
            return new Invalid("subject", $"A reference has 1 to {PredictionReader.LongestName} characters.");

        IReadOnlyList<RecordId> ids = [];
        var decided = await dbs.WriteAsync<int>(async db =>
        {
            var now = time.GetUtcNow();
            if (!(await Admit(db, actor, input, now, ct)).Succeeded(out var system, out var refusal))
                return refusal;

            ids = await OfSubject(system, input.Subject, ct);
            if (ids.Count == 0)
                return new NotFound("A record about this person");
            if (await ForgetCases(db, ids, ct) is { } held)
                return db.Refused(actor, now, "record.erase", input.System, held);

            db.Record(new EntryDraft(actor, now, "record.erased", input.System)
            {
                Reason = input.Reason.Trim(),
                Details = new Dictionary<string, string> { ["records"] = $"{ids.Count}", ["first"] = ids[0].ToString(), ["last"] = ids[^1].ToString() },
            });
            return ids.Count;
        }, ct);
        if (decided.Refusal is null)
        {
            log.AppendErased(ids);
            await Forget(ids, ct);
        }

        return decided;
    }

    /// <summary>An old copy of the store may have brought back what was erased, and so may a post that an old copy had not counted yet.</summary>
    public async Task Again(CancellationToken ct)
    {
        List<RecordId> back = [];
        foreach (var some in log.ErasedRecords().Chunk(AtOnce))
        {
            await using var db = await records.CreateDbContextAsync(ct);
            back.AddRange(await db.Records.Where(row => some.Contains(row.Id) && row.ErasedAt == null).Select(row => row.Id).ToListAsync(ct));
        }

        if (back.Count == 0)
            return;

        _ = await dbs.WriteAsync<Done>(async db =>
        {
            foreach (var contested in await db.ContestCases.Where(row => back.Contains(row.Record)).ToListAsync(ct))
                contested.Erase();
            db.Record(new EntryDraft(Actor.System("erasure"), time.GetUtcNow(), "record.erased", "portal")
            {
                Reason = "It was erased before; an older copy had brought it back.",
                Details = new Dictionary<string, string> { ["records"] = $"{back.Count}" },
            });
            return new Done();
        }, ct);
        await Forget(back, ct);
    }

    private static async Task<Result<SystemId>> Admit(PortalDb db, Actor actor, Input input, DateTimeOffset now, CancellationToken ct)
    {
        if (await NamedSystems.Find(db, input.System, ct) is not { } system)
            return new NotFound(input.System);
        if (actor.RefusalOn(system.Id, input.System) is { } unbound)
            return unbound;
        if (!Allows(actor))
            return db.Refused(actor, now, "record.erase", input.System, new Forbidden("Administrators and risk erase what is recorded of a person."));

        return Administration.FaultOf(input.Reason) is { } fault ? fault : system.Id;
    }

    private async Task<IReadOnlyList<RecordId>> OfSubject(SystemId system, string subject, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        return await db.Records.Where(row => row.System == system && row.Subject == subject).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
    }

    private static async Task<Refusal?> ForgetCases(PortalDb db, IReadOnlyList<RecordId> ids, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(AtOnce))
            foreach (var contested in await db.ContestCases.Where(row => some.Contains(row.Record)).ToListAsync(ct))
            {
                if (contested.IsOpen)
                    return new NotAllowed("A decision about this person is contested and the case is open: what it rests on is kept until it is reviewed.");

                contested.Erase();
            }

        return null;
    }

    private async Task Forget(IReadOnlyList<RecordId> ids, CancellationToken ct)
    {
        var (now, nothing) = (time.GetUtcNow(), Array.Empty<byte>());
        foreach (var some in ids.Chunk(AtOnce))
        {
            await using var db = await records.CreateDbContextAsync(ct);
            await db.WriteAsync(() => db.Records.Where(row => some.Contains(row.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Subject, (string?)null).SetProperty(row => row.Prediction, "").SetProperty(row => row.Output, "").SetProperty(row => row.Score, (double?)null)
                .SetProperty(row => row.Content, nothing).SetProperty(row => row.ErasedAt, now), ct), ct);
        }

        await using var store = await records.CreateDbContextAsync(ct);
        await store.ScrubAsync(ct);
    }
}
