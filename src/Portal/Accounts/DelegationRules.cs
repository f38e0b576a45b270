using Portal.Shared;

namespace Portal.Accounts;

/// <summary>A delegation as the rules see it.</summary>
public sealed record Delegated(PersonId From, PersonId To, SystemId? System, DateTimeOffset Begins, DateTimeOffset Ends)
{
    internal bool Overlaps(Delegated other) =>
        Begins < other.Ends && other.Begins < Ends && (System is null || other.System is null || System == other.System);
}

/// <summary>What makes a delegation one: one level, no circle, a window that is neither past nor without end. Pure.</summary>
public static class DelegationRules
{
    /// <summary>Why the wanted delegation cannot be, beside those that are not over yet.</summary>
    public static Refusal? Fault(Delegated wanted, IReadOnlyCollection<Delegated> others, IReadOnlySet<Role> rolesOfTo, DateTimeOffset now)
    {
        if (wanted.From == wanted.To)
            return new Invalid("to", "Somebody else decides in your place.");
        if (wanted.Ends <= wanted.Begins || wanted.Ends <= now)
            return new Invalid("ends", "The window ends after it begins, and not in the past.");
        if (wanted.Ends - wanted.Begins > Delegation.LongestWindow)
            return new Invalid("ends", $"A delegation lasts at most {Delegation.LongestWindow.Days} days.");
        if (rolesOfTo.Contains(Role.Administrator) || rolesOfTo.Contains(Role.PolicyManager))
            return new Invalid("to", "Who makes the rules or grants the roles does not sign by them.");

        var meanwhile = others.Where(wanted.Overlaps).ToList();
        if (meanwhile.Exists(other => other.From == wanted.From))
            return new NotAllowed("You delegated to somebody at that time already: take that back first.");
        return meanwhile.Exists(other => other.From == wanted.To)
            ? new Invalid("to", "This person has delegated at that time: a delegation goes no further than one step.")
            : null;
    }
}
