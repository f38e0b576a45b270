using Portal.Shared;

namespace Portal.Register;

/// <summary>Why somebody may not work on an entry, in one sentence; null when they may.</summary>
internal static class EntryAccess
{
    public static Refusal? WhyNotWrite(Actor actor, AiSystem system) =>
        actor.RefusalOn(system.Id, system.Code)
        ?? (actor.Person is { } person && actor.May(Permission.FileSystems) && system.IsWrittenBy(person) ? null
            : new Forbidden($"{system.Code} is written by who filed it, and once it is published by those whom its responsibilities give a hand in registering."));

    /// <summary>Some acts belong to the one who answers for them.</summary>
    public static Refusal? WhyNotAnswer(Actor actor, AiSystem system, RaciActivity activity) =>
        actor.RefusalOn(system.Id, system.Code)
        ?? (actor.Person is { } person && actor.May(Permission.FileSystems) && system.Published?.Content.AnswersFor(activity, person) == true ? null
            : new Forbidden($"That is for the one who is accountable for \"{EntryWords.Of(activity).ToLowerInvariant()}\" of {system.Code}."));
}
