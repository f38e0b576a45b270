using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Shared;

namespace Portal.Findings;

/// <summary>Adds a word to a finding's story; nothing else changes.</summary>
public sealed class NoteFinding(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    public sealed record Input(string Code, string Words);

    public Task<Result<FindingId>> Run(Actor actor, Input input, CancellationToken ct)
    {
        var words = FindingWriting.Tidied(input.Words);
        return dbs.ActOn(input.Code, actor, new FindingWriting.Act(
            "finding.note", FindingEvents.Noted,
            finding => MayNote(actor, finding.Owner) ? null : new Forbidden("Notes are added by who has the finding and by those who raise or close findings."),
            (finding, person, now) => FindingWriting.Problem("words", words, "Write the note.") is { } problem ? problem : finding.Note(person, words, now))
        { Reason = words }, time, ct);
    }

    public static bool MayNote(Actor actor, PersonId owner) =>
        !actor.LooksBack && (actor.Is(owner) || actor.May(Permission.RaiseFindings) || actor.May(Permission.CloseFindings));
}
