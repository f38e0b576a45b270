using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>How a use case raises a finding and asks for what is open: within its own change, so that neither is there without the other.</summary>
public static class Raised
{
    /// <summary>The finding, or the one with the same source and key that is not closed yet. Whether the actor may is the caller's to say.</summary>
    public static async Task<FindingId> Raise(PortalDb db, Actor actor, NewFinding what, DateTimeOffset now, CancellationToken ct)
    {
        if (what.Key is { } key && await Known(db, what.Source, key, ct) is { } known)
            return known.Id;

        var finding = Finding.Raise($"{Sequence.Findings}-{await db.NextNumberAsync(Sequence.Findings, ct):0000}", what, actor.Person, now);
        db.Findings.Add(finding);
        var system = finding.System is { } named ? await NamedSystems.Find(db, named, ct) : null;
        db.Record(new EntryDraft(actor, now, FindingEvents.Raised, finding.Code) { Reason = finding.Title, Details = FindingWriting.Details(finding, system?.Code) });
        await FindingMails.Given(db, actor, finding, now, ct);
        return finding.Id;
    }

    /// <summary>What it asked for has happened: its owner says so by doing it, everybody else leaves a note.</summary>
    public static async Task Answer(PortalDb db, Actor actor, FindingSource source, string key, string words, DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Person is not { } person
            || await db.Findings.Include(row => row.Revisions).FirstOrDefaultAsync(row => row.Source == source && row.Key == key && row.State == FindingState.Open, ct) is not { } finding)
            return;

        var refusal = actor.Is(finding.Owner) ? finding.Claim(person, words, now) : finding.Note(person, words, now);
        if (refusal is not null)
            return;

        db.Record(new EntryDraft(actor, now, actor.Is(finding.Owner) ? FindingEvents.Claimed : FindingEvents.Noted, finding.Code) { Reason = words, Details = FindingWriting.Details(finding, null) });
        if (finding.State == FindingState.Claimed)
            db.Raise(new FindingClaimed(finding.System, finding.Id), now);
    }

    /// <summary>From when to when findings about these systems were severe and not closed, as their revisions say.</summary>
    public static async Task<ILookup<SystemId, SevereSpan>> SevereSpansOf(PortalDb db, IReadOnlyCollection<SystemId> systems, CancellationToken ct)
    {
        var spans = await (
            from revision in db.FindingRevisions.AsNoTracking()
            join finding in db.Findings.AsNoTracking() on revision.Finding equals finding.Id
            where finding.System != null && systems.Contains(finding.System.Value) && finding.Severity == FindingSeverity.Severe && revision.State != FindingState.Closed
            select new { finding.System, finding.Code, revision.ValidFrom, revision.ValidTo }).ToListAsync(ct);
        return spans.ToLookup(span => span.System.GetValueOrDefault(), span => new SevereSpan(span.Code, span.ValidFrom, span.ValidTo));
    }

    /// <summary>How these findings stand, or stood at the end of a day.</summary>
    public static async Task<IReadOnlyDictionary<FindingId, FindingStanding>> StandingOf(PortalDb db, IEnumerable<FindingId> findings, AsOf asOf, CancellationToken ct)
    {
        var ids = findings.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<FindingId, FindingStanding>() : await FindingList.Stood(db, asOf).Where(row => ids.Contains(row.Finding.Id))
            .ToDictionaryAsync(row => row.Finding.Id, row => new FindingStanding(row.Finding.Code, row.Stands.State, row.Stands.Due), ct);
    }

    private static async Task<Finding?> Known(PortalDb db, FindingSource source, string key, CancellationToken ct) =>
        db.Findings.Local.FirstOrDefault(finding => finding.Source == source && finding.Key == key && finding.State != FindingState.Closed)
        ?? await db.Findings.FirstOrDefaultAsync(finding => finding.Source == source && finding.Key == key && finding.State != FindingState.Closed, ct);
}

public sealed record SevereSpan(string Code, DateTimeOffset From, DateTimeOffset? To);

public sealed record FindingStanding(string Code, FindingState State, DateOnly Due);

/// <summary>A finding that stands against something.</summary>
public sealed record OpenFinding(FindingId Id, string Code, string Title, DateOnly Due);
