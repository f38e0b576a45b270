using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Findings;
using Portal.Monitoring.Rows;
using Portal.Shared;

namespace Portal.Monitoring;

/// <summary>Says which system of the register quarantined rows belong to: they are counted as if they had just come, each in its own time.</summary>
public sealed class ClaimQuarantine(IDbContextFactory<PortalDb> dbs, TelemetryBell bell, TimeProvider time)
{
    /// <param name="Name">The system as its sender named it.</param>
    /// <param name="System">The code of the one that it is.</param>
    public sealed record Input(string Name, string System);

    public sealed record Claimed(int Posts, int Rows);

    public async Task<Result<Claimed>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var result = await dbs.WriteAsync(db => Decide(db, actor, input, ct), ct);
        if (result.Refusal is null)
            bell.Ring();
        return result;
    }

    private async Task<Result<Claimed>> Decide(PortalDb db, Actor actor, Input input, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!actor.May(Permission.FileSystems))
            return db.Refused(actor, now, "quarantine.claim", input.Name, new Forbidden("Quarantined telemetry is claimed by those who file systems."));
        if (await db.Systems.Where(system => system.Code == input.System).Select(system => (SystemId?)system.Id).SingleOrDefaultAsync(ct) is not { } system)
            return new NotFound($"System '{input.System}'");
        if (actor.RefusalOn(system, input.System) is { } unbound)
            return unbound;

        var posts = await db.QuarantinedPosts.Where(post => post.Name == input.Name).OrderBy(post => post.Id).ToListAsync(ct);
        if (posts.Count == 0)
            return new NotFound($"Telemetry of '{input.Name}' in quarantine");

        var prices = await db.ModelPrices.MaxAsync(price => (int?)price.Number, ct) ?? 0;
        foreach (var post in posts)
        {
            if (!TelemetryRows.Read(post.Kind, post.Content, post.ReceivedAt, post.RunName).Succeeded(out var rows, out var fault))
                return fault;
            if (!(await VersionsByName.Of(db, system, input.System, rows.Names, ct)).Succeeded(out var versions, out var unknown))
                return unknown;
            db.TelemetryBatches.Add(TelemetryBatch.Of(system, post.Kind, $"quarantine:{post.Id}", post.Body, rows.Names.Count, versions, prices, post.Content, post.ReceivedAt, post.RunName));
        }

        db.QuarantinedPosts.RemoveRange(posts);
        var claimed = new Claimed(posts.Count, posts.Sum(post => post.Rows));
        db.Record(new EntryDraft(actor, now, "quarantine.claimed", input.Name)
        {
            Details = new Dictionary<string, string> { ["system"] = input.System, ["posts"] = $"{claimed.Posts}", ["rows"] = $"{claimed.Rows}" },
        });
        await Raised.Answer(db, actor, FindingSource.ShadowAi, Quarantine.KeyOf(input.Name), $"It is {input.System}; its {claimed.Rows} rows in quarantine are counted there.", now, ct);
        return claimed;
    }
}
