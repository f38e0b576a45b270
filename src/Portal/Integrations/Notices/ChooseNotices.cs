using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Data;
using Portal.Shared;

namespace Portal.Integrations.Notices;

/// <summary>
/// A person says by which ways they are told of what. It is in the ledger, since whoever says later that nobody told them may have
/// wanted it so.
/// </summary>
public sealed class ChooseNotices(IDbContextFactory<PortalDb> dbs, TimeProvider time)
{
    /// <param name="Choices">What is not named stays as it is.</param>
    public sealed record Input(IReadOnlyDictionary<NoticeKind, ToldBy> Choices);

    public Task<Result<Done>> Run(Actor actor, Input input, CancellationToken ct) => dbs.WriteAsync<Done>(async db =>
    {
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return new Forbidden("Each person chooses for themselves, in the page.");
        if (FaultsOf(input) is { Count: > 0 } faults)
            return new Invalid(faults);

        var before = await db.NoticeChoices.Where(choice => choice.Person == person).ToDictionaryAsync(choice => choice.Kind, ct);
        var changed = input.Choices.Where(choice => choice.Value != (before.GetValueOrDefault(choice.Key)?.By ?? ToldBy.MailAndBell)).OrderBy(choice => choice.Key).ToList();
        foreach (var (kind, by) in changed)
        {
            if (before.TryGetValue(kind, out var known))
                known.By = by;
            else
                db.NoticeChoices.Add(new NoticeChoice(person, kind, by));
        }

        if (changed.Count > 0)
            db.Record(new EntryDraft(actor, time.GetUtcNow(), "notices.chosen", person.ToString()) { Details = changed.ToDictionary(choice => choice.Key.ToString(), choice => choice.Value.ToString()) });
        return new Done();
    }, ct);

    private static List<Fault> FaultsOf(Input input) =>
    [
        .. input.Choices.Where(choice => !NoticeKinds.Chosen.Contains(choice.Key)).Select(choice => new Fault(choice.Key.ToString(), "This is told whatever somebody chooses.")),
        .. input.Choices.Where(choice => !Enum.IsDefined(choice.Value)).Select(choice => new Fault(choice.Key.ToString(), "Choose mail, the bell, both or neither.")),
    ];
}
