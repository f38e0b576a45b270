using Portal.Accounts;
using Portal.Policies;
using Portal.Shared;

namespace Portal.Promotions;

/// <summary>Whether somebody may sign the step that is open, in which seat and in whose place, or why not.</summary>
public sealed record Eligibility
{
    private Eligibility(FlowStep? step, string? seat, string why) => (Step, Seat, Why, IsAwaited) = (step, seat, why, step is not null);

    public FlowStep? Step { get; }

    public string? Seat { get; }

    /// <summary>The person in whose place the signature is given; absent when it is the signer's own.</summary>
    public Delegator? InPlaceOf { get; private init; }

    /// <summary>What the signer said before, which a further signature takes the place of.</summary>
    public Vote? Before { get; private init; }

    /// <summary>Fit for the page, either way.</summary>
    public string Why { get; private init; }

    public bool MaySign => Step is not null;

    /// <summary>Has not spoken yet, or not on what stands here now; who has may still say otherwise.</summary>
    public bool IsAwaited { get; private init; }

    /// <summary>
    /// Pure: the rules that no policy changes. The requester and the contributors do not count, and nobody who decides in the place of
    /// one of them; one person signs in one step, be it in another's name, and may say otherwise until it closes; a peer has no part in the system; a board step is
    /// signed by the holders of its seats, or by the alternate of one who may not.
    /// </summary>
    public static Eligibility Of(Actor actor, Promotion promotion, PartsTaken parts, IReadOnlyList<SeatHolding> seats, IReadOnlyList<Delegator> delegators)
    {
        if (promotion.OpenStep is not { } step)
            return No("Nothing is to be signed now.");
        if (actor.LooksBack)
            return No("It waited for the step that is open; on a past day nothing is signed.");
        if (actor.Through != Through.Session || actor.Person is not { } person)
            return No("Signing happens in pages, by a person.");
        if (person == promotion.Requester)
            return No("You requested this promotion.");
        if (parts.Contributors.Contains(person))
            return No("You contributed to this version.");
        if (delegators.FirstOrDefault(delegator => TookPart(delegator.Person)) is { } part)
            return No($"You decide in the place of {part.Name}, who took part in this version.");
        if (promotion.CurrentVotes.FirstOrDefault(vote => vote.Person == person) is { } before)
            return AgainBy(before);
        if (promotion.CurrentVotes.FirstOrDefault(vote => vote.InPlaceOf == person) is { } signed)
            return No($"{signed.PrintedName} has signed in your place.");

        var own = Fits(step, person, actor.May);
        return own.MaySign ? own : delegators.Where(delegator => !HasSigned(delegator.Person)).Select(delegator => ForAnother(delegator, step)).FirstOrDefault(other => other.MaySign) ?? own;

        // Until the step closes, and once more when what was signed is not what stands here now.
        Eligibility AgainBy(Vote before)
        {
            var given = promotion.Flow.Steps.FirstOrDefault(one => one.Kind == before.Step);
            if (given is null || (given != step && before.Subject == promotion.SubjectDigest))
                return No("You have signed: one person signs once over all steps.");

            var again = before.InPlaceOf is null ? Fits(given, person, actor.May)
                : delegators.FirstOrDefault(delegator => delegator.Person == before.InPlaceOf) is { } delegator ? ForAnother(delegator, given)
                : No("You signed in the place of somebody who has taken that back.");
            return !again.MaySign ? again
                : again with { Before = before, IsAwaited = before.Subject != promotion.SubjectDigest, Why = before.Subject == promotion.SubjectDigest ? "You have signed; until the step closes you may say otherwise." : "You signed before something changed: read the difference, and sign again." };
        }

        bool TookPart(PersonId who) => who == promotion.Requester || parts.Contributors.Contains(who);

        bool HasSigned(PersonId who) => promotion.CurrentVotes.Any(vote => vote.Person == who || vote.InPlaceOf == who);

        Eligibility ForAnother(Delegator delegator, FlowStep open)
        {
            var theirs = Fits(open, delegator.Person, delegator.Permissions.Contains);
            return theirs.MaySign
                ? new(open, theirs.Seat, $"You decide in the place of {delegator.Name}{(theirs.Seat is { } seat ? $", who holds the {seat} seat" : "")}; both names stand under the signature.") { InPlaceOf = delegator }
                : theirs;
        }

        Eligibility Fits(FlowStep open, PersonId who, Func<Permission, bool> may) => open.Board is null
            ? InRole(open, who, may, parts)
            : Board(open, who, may, seats, holder => TookPart(holder) || HasSigned(holder), seat => promotion.CurrentVotes.Any(vote => vote.Seat == seat && vote.Verdict != Verdict.Recuse && vote.Person != person && vote.InPlaceOf != who));
    }

    private static Eligibility InRole(FlowStep step, PersonId person, Func<Permission, bool> may, PartsTaken parts)
    {
        var signers = string.Join(" or ", step.Roles.Select(role => Roles.Title(role).ToLowerInvariant()));
        if (!step.Permissions.Any(may))
            return No($"This step is signed by another role: {signers}.");

        return step.Kind == StepKind.Peer && parts.OfTheSystem.Contains(person)
            ? No("A peer has no part in the system, and you do.")
            : new(step, null, $"You sign as {signers}, and took no part in this version.");
    }

    private static Eligibility Board(FlowStep step, PersonId person, Func<Permission, bool> may, IReadOnlyList<SeatHolding> seats, Func<PersonId, bool> isBarred, Func<string, bool> hasVoted)
    {
        var refused = No($"This step is signed by the holders of the seats {string.Join(" and ", step.Seats)}.");
        if (!may(Permission.SignBoard))
            return refused;

        var asked = seats.Where(seat => step.Seats.Contains(seat.Function)).ToList();
        if (asked.Find(seat => seat.Holder == person) is { } held)
            return hasVoted(held.Function) ? Voted(held) : new(step, held.Function, $"You hold the {held.Function} seat and took no part in this version.");

        var standsIn = asked.FindAll(seat => seat.Alternate == person);
        return standsIn.Find(seat => isBarred(seat.Holder) && !hasVoted(seat.Function)) is { } stood
            ? new(step, stood.Function, $"You stand in for the holder of the {stood.Function} seat, who may not sign here.")
            : standsIn.Find(seat => hasVoted(seat.Function)) is { } voted ? Voted(voted) : refused;

        static Eligibility Voted(SeatHolding seat) => No($"The {seat.Function} seat has voted.");
    }

    private static Eligibility No(string why) => new(null, null, why);
}

/// <summary>Somebody in whose place the signer decides, with what they may.</summary>
public sealed record Delegator(PersonId Person, string Name, IReadOnlySet<Permission> Permissions);

/// <summary>Who built the version, and who is named in the entry of its system.</summary>
public sealed record PartsTaken(IReadOnlyCollection<PersonId> Contributors, IReadOnlyCollection<PersonId> OfTheSystem);
