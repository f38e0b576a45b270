using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Register;
using Portal.Shared;

namespace Portal.Reports.Packs;

/// <summary>Somebody asks for evidence to take out. It is pinned to a checkpoint at once and made beside everything else.</summary>
public sealed class RequestPack(IDbContextFactory<PortalDb> dbs, LedgerDays days, RegisterQueries register, LiveFeed<EvidencePackId> feed, TimeProvider time)
{
    /// <summary>Making one takes a disk and a processor for a while.</summary>
    private const int MostWaiting = 20;

    private const int LongestReason = 1000;

    /// <param name="Scope"><c>estate</c>, <c>department:…</c> or <c>system:AIS-0003</c>.</param>
    /// <param name="Day">The last checkpoint up to its end; when none is named, the last one made.</param>
    /// <param name="PersonalData">Whether people are named: acknowledged by the reason that goes with it.</param>
    /// <param name="Reason">Why it is asked for; it may be empty where nobody is named.</param>
    public sealed record Input(string? Scope, DateOnly? Day, bool PersonalData, string Reason);

    public async Task<Result<string>> Run(Actor actor, Input input, CancellationToken ct)
    {
        if (!PackScope.Read("scope", input.Scope).Succeeded(out var scope, out var unreadable))
            return actor.May(Permission.MakePacks) ? unreadable : await Refused(actor, "packs", new Forbidden("Evidence packs are for auditors, risk, the board's chair, executives and system owners."), ct);
        if (await Forbidden(actor, scope, ct) is { } forbidden)
            return await Refused(actor, scope.Text, forbidden, ct);
        if (!(await days.Of("asOf", input.Day, ct)).Succeeded(out var pinned, out var unpinned))
            return unpinned;
        if (await FaultsOf(input, scope, pinned, ct) is { Count: > 0 } faults)
            return new Invalid(faults);

        var asked = await dbs.WriteAsync<EvidencePack>(db => Ask(db, actor, input, scope, pinned, ct), ct);
        if (!asked.Succeeded(out var pack, out var refusal))
            return refusal;

        feed.Publish(pack.Id);
        return pack.Code;
    }

    private async Task<Result<EvidencePack>> Ask(PortalDb db, Actor actor, Input input, PackScope scope, PinnedDay pinned, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.EvidencePacks.CountAsync(pack => pack.State == PackState.Queued || pack.State == PackState.Making, ct) >= MostWaiting)
            return new Busy($"{MostWaiting} packs wait to be made: ask again when one of them is.", TimeSpan.FromMinutes(1));

        var code = $"{Sequence.Packs}-{await db.NextNumberAsync(Sequence.Packs, ct):0000}";
        var pack = EvidencePack.Ask(EvidencePackId.New(now), code, scope, pinned, input.PersonalData, input.Reason.Trim(), actor.Person.GetValueOrDefault(), now);
        db.EvidencePacks.Add(pack);
        db.Record(new EntryDraft(actor, now, "pack.requested", code)
        {
            Reason = pack.Reason.Length > 0 ? pack.Reason : null,
            Details = new Dictionary<string, string>
            {
                ["scope"] = pack.Scope,
                ["day"] = Calendar.Text(pack.Asked),
                ["checkpoint"] = $"{pack.Checkpoint}",
                ["personalData"] = pack.PersonalData ? "included" : "left out",
            },
        });
        return pack;
    }

    private async Task<IReadOnlyList<Fault>> FaultsOf(Input input, PackScope scope, PinnedDay pinned, CancellationToken ct)
    {
        var faults = new List<Fault>();
        var there = scope switch
        {
            PackScope.OfSystem { Code: var code } => await register.Entry(code, pinned.AsOf, ct) is not null,
            PackScope.OfDepartment { Department: var department } => (await register.Choices(pinned.AsOf, ct)).Departments.Contains(department),
            _ => true,
        };
        if (!there)
            faults.Add(new Fault("scope", $"The register of {Calendar.Text(pinned.Asked)} has no {(scope is PackScope.OfSystem { Code: var missing } ? $"system {missing}" : $"system of the department {((PackScope.OfDepartment)scope).Department}")}."));
        if (input.PersonalData && input.Reason.Trim().Length == 0)
            faults.Add(new Fault("reason", "People are named in it: say why that is needed."));
        if (input.Reason.Trim().Length > LongestReason)
            faults.Add(new Fault("reason", $"A reason has at most {LongestReason} characters."));
        return faults;
    }

    private async Task<Refusal?> Forbidden(Actor actor, PackScope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await PackAccess.WhyNotMake(db, actor, scope, ct);
    }

    private async Task<Refusal> Refused(Actor actor, string subject, Refusal refusal, CancellationToken ct) =>
        (await dbs.WriteAsync<Done>(db => Task.FromResult<Result<Done>>(db.Refused(actor, time.GetUtcNow(), "pack.request", subject, refusal)), ct)).Refusal ?? refusal;
}
