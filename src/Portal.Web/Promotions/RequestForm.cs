using Portal.ModelRegistry;
using Portal.Promotions;
using Portal.Register;
using Portal.Shared;

namespace Portal.Web.Promotions;

/// <summary>What may be requested for a system, and which version the address names; or why nothing may.</summary>
internal sealed record RequestForm(EntryView Entry, IReadOnlyList<VersionLine> Versions, VersionLine? Chosen, Obstacle? Obstacle)
{
    public static RequestForm Of(EntryView entry, IReadOnlyList<VersionLine> versions, Actor actor, string? label)
    {
        var ready = versions.Where(version => MayGoOn(version.Stage)).ToList();
        var chosen = ready.Find(version => version.Label == label) ?? ready.FirstOrDefault();
        return new(entry, ready, chosen, ObstacleOf(entry, ready, actor));
    }

    /// <summary>Whether a version in this stage may be asked to go somewhere.</summary>
    public static bool MayGoOn(Stage? stage) => stage is { } from && RequestPromotion.Targets.Any(target => VersionMoves.CanMove(from, target));

    private static Obstacle? ObstacleOf(EntryView entry, IReadOnlyList<VersionLine> ready, Actor actor)
    {
        if (actor.Person is not { } person || !entry.IsWrittenBy(person))
            return new($"Only the owners of {entry.Code} request its promotions", "Its business and technical owner are named in the entry.");
        if (entry.Published is null)
            return new($"{entry.Code} is not published", "Risk confirms its tier first; decisions rest on what is published.");

        return ready.Count == 0 ? new("No version is ready to be requested", "A version is requested once all of its artifacts have arrived and it is sealed.") : null;
    }
}

internal sealed record Obstacle(string Title, string Words);
