using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Register.Import;

/// <summary>
/// Files what a checked import would: a draft for each row without faults whose name is new. Whole batches are written, each with
/// its entries; the entry that closes a batch is also what remembers it, so that confirming again goes on where it stopped, or does nothing.
/// </summary>
public sealed class ConfirmImport(IDbContextFactory<PortalDb> dbs, LiveFeed<SystemId> feed, TimeProvider time)
{
    private const int BatchSize = 500;
    private const string BatchFiled = "register.imported";

    /// <summary>The file and mapping that were checked, the digest under which the check was on the screen, and who is told how many rows are done.</summary>
    public sealed record Input(byte[] File, ImportMapping Mapping, Digest Displayed, IProgress<int>? Progress = null);

    public async Task<Result<Imported>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!(await Plan(actor, input, ct)).Succeeded(out var plan, out var refusal))
            return refusal;

        var filed = new List<Filed>();
        foreach (var (at, rows) in plan.Rows.Chunk(BatchSize).Index())
        {
            var result = await dbs.WriteAsync<List<Filed>>(db => File(actor, plan, at, rows, db, ct), ct);
            if (!result.Succeeded(out var batch, out var refused))
                return refused;

            filed.AddRange(batch);
            foreach (var system in batch)
                feed.Publish(system.Id);
            input.Progress?.Report(at * BatchSize + rows.Length);
        }

        return new Imported(filed, plan.Rows.Count - filed.Count, plan.Faults.Select(fault => fault.Row).Distinct().Count());
    }

    private async Task<Result<ImportPlan>> Plan(Actor actor, Input input, CancellationToken ct)
    {
        if (ImportAccess.RefusalTo(actor) is { } forbidden)
            return await dbs.WriteAsync<ImportPlan>(db => Task.FromResult<Result<ImportPlan>>(db.Refused(actor, time.GetUtcNow(), "register.import", "register", forbidden)), ct);

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await ImportPlan.Of(input.File, input.Mapping, db, ct)).Succeeded(out var plan, out var refusal))
            return refusal;

        return plan.Digest == input.Displayed
            ? plan
            : new Changed("What this file would file is not what you checked: the file, its columns or somebody's account changed. Check it again.");
    }

    private async Task<Result<List<Filed>>> File(Actor actor, ImportPlan plan, int batch, PlannedRow[] rows, PortalDb db, CancellationToken ct)
    {
        var (now, subject) = (time.GetUtcNow(), $"import/{plan.Digest.Hex[..16]}");
        if (await db.Entries.CountAsync(entry => entry.Subject == subject && entry.Action == BatchFiled, ct) > batch)
            return new List<Filed>();

        var known = await KnownNames.All(db, ct);
        var filed = new List<Filed>();
        foreach (var row in rows.Where(row => !known.ContainsKey(row.Content.Name)))
        {
            var system = AiSystem.File(AiSystem.CodeOf(await db.NextNumberAsync(Sequence.Systems, ct)), row.Content, actor.Person.GetValueOrDefault(), now);
            db.Systems.Add(system);
            db.Record(new EntryDraft(actor, now, "system.filed", system.Code)
            {
                After = EntryDigest.Of(row.Content),
                Details = new Dictionary<string, string>(EntryDrafts.Details(1)) { ["import"] = subject, ["row"] = Text(row.Number) },
            });
            filed.Add(new Filed(system.Id, system.Code));
        }

        db.Record(new EntryDraft(actor, now, BatchFiled, subject)
        {
            After = plan.Digest,
            Details = new Dictionary<string, string> { ["file"] = plan.File.Digest.Text, ["batch"] = Text(batch + 1), ["rows"] = Text(rows.Length), ["filed"] = Text(filed.Count) },
        });
        return filed;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What an import filed.</summary>
/// <param name="Filed">The drafts that were made now, in the order of the file.</param>
/// <param name="Known">Rows without faults that made none: their names or this import were there already.</param>
/// <param name="Faulty">Rows that were left out for their faults.</param>
public sealed record Imported(IReadOnlyList<Filed> Filed, int Known, int Faulty);
