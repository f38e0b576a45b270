using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Whether somebody may sign the step that is open, in which seat, or why not.</summary>
public sealed record Eligibility
{
    private Eligibility(FlowStep? step, string? seat, string why) => (Step, Seat, Why) = (step, seat, why);

    public FlowStep? Step { get; }

    public string? Seat { get; }

    /// <summary>Fit for the page, either way.</summary>
    public string Why { get; }

    public bool MaySign => Step is not null;

    /// <summary>
    /// Pure: the rules that no policy changes. The requester and the contributors do not count; one person signs once over all
    /// steps; a board step is signed by the holders of its seats.
    /// </summary>
    public static Eligibility Of(Actor actor, Promotion promotion, IReadOnlyCollection<PersonId> contributors, IReadOnlyDictionary<string, PersonId> seats)
    {
        if (promotion.OpenStep is not { } step)
            return No("Nothing is to be signed now.");
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return No("Signing happens in pages, by a person.");
        if (person == promotion.Requester)
            return No("You requested this promotion.");
        if (contributors.Contains(person))
            return No("You contributed to this version.");
        if (promotion.CurrentVotes.Any(vote => vote.Person == person))
            return No("You have signed: one person signs once over all steps.");

        return step.Kind == StepKind.Technical ? Technical(actor, step) : Board(actor, person, step, seats);
    }

    private static Eligibility Technical(Actor actor, FlowStep step) =>
        actor.May(Permission.SignTechnical)
            ? new(step, null, "You are a technical reviewer and took no part in this version.")
            : No("This step is signed by a technical reviewer.");

    private static Eligibility Board(Actor actor, PersonId person, FlowStep step, IReadOnlyDictionary<string, PersonId> seats)
    {
        var seat = step.Seats.FirstOrDefault(seat => seats.TryGetValue(seat, out var holder) && holder == person);
        return seat is not null && actor.May(Permission.SignBoard)
            ? new(step, seat, $"You hold the {seat} seat and took no part in this version.")
            : No($"This step is signed by the holders of the seats {string.Join(" and ", step.Seats)}.");
    }

    private static Eligibility No(string why) => new(null, null, why);
}
